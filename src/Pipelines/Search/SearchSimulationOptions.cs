using NasPipelines.Options;

namespace NasPipelines.Search;

/// <summary>How searches are simulated on a benchmark.</summary>
public sealed class SearchSimulationOptions
{
    /// <summary>Number of architectures trained in a search, at least 1.</summary>
    /// <value>Default: 200.</value>
    public int Budget { get; init; } = 200;

    /// <summary>Number of searches, at least 2; search r depends on (seed, r) only.</summary>
    /// <value>Default: 100.</value>
    public int Repetitions { get; init; } = 100;

    /// <summary>The seed.</summary>
    /// <value>Default: 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// Number of architectures that a <see cref="SearchStrategy.SuccessiveFilter"/> draws and scores, at least the budget.
    /// </summary>
    /// <value>Default: 2000.</value>
    public int Pool { get; init; } = 2000;

    /// <summary>Population of <see cref="SearchStrategy.RegularisedEvolution"/>, at least 2.</summary>
    /// <value>Default: 50.</value>
    public int Population { get; init; } = 50;

    /// <summary>Size of its tournaments, in [1, population].</summary>
    /// <value>Default: 10.</value>
    public int Tournament { get; init; } = 10;

    /// <summary>Number of mutants that its estimator chooses from, at least 1.</summary>
    /// <value>Default: 10.</value>
    public int Mutants { get; init; } = 10;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Require(Budget >= 1, FormattableString.Invariant($"Budget must be at least 1 (was {Budget})."))
        .Require(Repetitions >= 2, FormattableString.Invariant($"Repetitions must be at least 2 (was {Repetitions})."))
        .Require(Pool >= Budget, FormattableString.Invariant($"Pool must be at least the budget {Budget} (was {Pool})."))
        .Require(Population >= 2, FormattableString.Invariant($"Population must be at least 2 (was {Population})."))
        .Range(Tournament, 1, Math.Max(1, Population))
        .Require(Mutants >= 1, FormattableString.Invariant($"Mutants must be at least 1 (was {Mutants})."))
        .Throw();
}
