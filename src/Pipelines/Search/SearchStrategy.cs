namespace NasPipelines.Search;

/// <summary>How a simulated search chooses the next architecture to train.</summary>
public enum SearchStrategy
{
    /// <summary>Uniformly at random, without an estimator: the baseline.</summary>
    Random,

    /// <summary>
    /// A pool is drawn at random; each estimator in turn keeps the best-scored, the last as many as the budget allows, which are trained
    /// best first.
    /// </summary>
    SuccessiveFilter,

    /// <summary>
    /// Regularised evolution (Real et al. 2019): the best of a random tournament is mutated, the oldest dies. Of several mutants the one
    /// that the first estimator scores best is trained; without an estimator a random one.
    /// </summary>
    RegularisedEvolution,
}
