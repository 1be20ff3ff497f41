using NasPipelines.Options;
using static System.FormattableString;

namespace NasPipelines.Trainers.Training;

/// <summary>Stochastic gradient descent with momentum.</summary>
public sealed class SgdOptions
{
    /// <summary>All options at their defaults.</summary>
    public SgdOptions()
    {
    }

    /// <summary>The same as another's; an initialiser changes parts.</summary>
    /// <param name="other">The other.</param>
    public SgdOptions(SgdOptions other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (LearningRate, Momentum, Nesterov) = (other.LearningRate, other.Momentum, other.Nesterov);
        (WeightDecay, ClipNorm) = (other.WeightDecay, other.ClipNorm);
    }

    /// <summary>The learning rate that a schedule starts from.</summary>
    /// <value>0.05.</value>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Momentum.</summary>
    /// <value>0.9.</value>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether momentum is Nesterov's.</summary>
    /// <value>false.</value>
    public bool Nesterov { get; init; }

    /// <summary>Weight decay, added to the gradient.</summary>
    /// <value>0.0005.</value>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Largest norm of the gradient over all parameters; null means no limit.</summary>
    /// <value>5.</value>
    public double? ClipNorm { get; init; } = 5;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Require(IsPositive(LearningRate), Invariant($"{nameof(LearningRate)} must be positive (was {LearningRate})."))
        .Require(Momentum is >= 0 and < 1, Invariant($"{nameof(Momentum)} must be in [0, 1) (was {Momentum})."))
        .Require(!Nesterov || Momentum != 0, $"{nameof(Nesterov)} needs {nameof(Momentum)} above 0.")
        .Require(WeightDecay >= 0
            && double.IsFinite(WeightDecay), Invariant($"{nameof(WeightDecay)} must be at least 0 (was {WeightDecay})."))
        .Require(ClipNorm is not { } norm
            || IsPositive(norm), Invariant($"{nameof(ClipNorm)} must be positive, or null for no limit (was {ClipNorm})."))
        .Throw();

    internal string Describe(LearningRateSchedule schedule) =>
        Invariant(
            $"SGD {LearningRate} {schedule}, momentum {Momentum}{(Nesterov ? " Nesterov" : "")}, decay {WeightDecay}, clip {ClipNorm}");

    private static bool IsPositive(double value) => value > 0 && double.IsFinite(value);
}
