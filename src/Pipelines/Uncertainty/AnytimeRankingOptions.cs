using NasPipelines.Options;
using NasPipelines.Stages;

namespace NasPipelines.Uncertainty;

/// <summary>When an order of estimators counts as settled, and how architectures are drawn until then.</summary>
public sealed class AnytimeRankingOptions
{
    /// <summary>How sure the order is to be, in [0.5, 1): a wrong one is called settled in at most one less this.</summary>
    /// <value>Default: 0.95.</value>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Number of estimators whose set is to be settled, whatever their order; null settles the order of all.</summary>
    /// <value>Default: null.</value>
    public int? Top { get; init; }

    /// <summary>The seed of the order in which architectures are drawn.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Number of architectures before the first look, at least 20: variances from fewer are not to be trusted.</summary>
    /// <value>Default: 40.</value>
    public int First { get; init; } = 40;

    /// <summary>
    /// Stages whose scores the view reads: each scores the drawn architectures with all workers before they are read. Scores of other
    /// stages are computed one by one as they are read.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ScoringTransformer> Scorers { get; init; } = [];

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => Faults().Throw();

    /// <summary>Checks every option, for a number of scores.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate(int scores) => Faults()
        .Require(Top is not { } top || top < scores,
            FormattableString.Invariant($"Top must be below the number of scores, {scores} (was {Top})."))
        .Require(scores > 1, FormattableString.Invariant($"Scores must be at least two, to have an order (were {scores})."))
        .Throw();

    private OptionFaults Faults() => new OptionFaults()
        .Require(
            Confidence is >= 0.5 and < 1, FormattableString.Invariant($"Confidence must be in [0.5, 1) (was {Confidence})."))
        .Require(Top is not < 1, FormattableString.Invariant($"Top must be at least 1 (was {Top})."))
        .Range(First, 20, int.MaxValue)
        .Require(Scorers is not null && !Scorers.Any(s => s is null), "Scorers must not be null nor hold null.");
}
