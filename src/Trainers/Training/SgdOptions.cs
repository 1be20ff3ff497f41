using static System.FormattableString;

namespace NasPipelines.Training;

/// <summary>Stochastic gradient descent with momentum.</summary>
public sealed record SgdOptions
{
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
    public void Validate() => RangeFaults.Throw(Faults());

    internal string Describe(LearningRateSchedule schedule) =>
        Invariant($"SGD {LearningRate} {schedule}, momentum {Momentum}{(Nesterov ? " Nesterov" : "")}, decay {WeightDecay}, clip {ClipNorm}");

    internal IEnumerable<string> Faults()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            yield return $"{nameof(LearningRate)} must be positive (was {LearningRate}).";
        }

        if (Momentum is not (>= 0 and < 1))
        {
            yield return $"{nameof(Momentum)} must be in [0, 1) (was {Momentum}).";
        }

        if (Nesterov && Momentum == 0)
        {
            yield return $"{nameof(Nesterov)} needs {nameof(Momentum)} above 0.";
        }

        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            yield return $"{nameof(WeightDecay)} must be at least 0 (was {WeightDecay}).";
        }

        if (ClipNorm is { } norm && !(norm > 0 && double.IsFinite(norm)))
        {
            yield return $"{nameof(ClipNorm)} must be positive, or null for no limit (was {norm}).";
        }
    }
}
