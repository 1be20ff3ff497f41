namespace NasPipelines.Combinations;

/// <summary>How the scores of several estimators become one without any label.</summary>
public enum CombinationRule
{
    /// <summary>
    /// The vote of Ning et al. 2021 made transitive: a beats b where a strict majority of the estimators scores it strictly higher; the
    /// score is the number of architectures beaten less the number beaten by (Copeland 1951).
    /// </summary>
    Copeland,

    /// <summary>The mean of the ranks, as shares of the number of architectures (Borda 1781).</summary>
    Borda,

    /// <summary>
    /// The sum of the logarithms of the ranks, as shares of the number of architectures: one bad rank weighs more than one good rank
    /// (AZ-NAS, Lee and Ham 2024).
    /// </summary>
    LogRank,
}
