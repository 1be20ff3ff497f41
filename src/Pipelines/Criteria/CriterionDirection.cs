namespace NasPipelines;

/// <summary>Which values of a criterion are good.</summary>
public enum CriterionDirection
{
    /// <summary>A larger value means a better estimator (correlations, precision).</summary>
    HigherIsBetter,

    /// <summary>A smaller value means a better estimator (best and worst rank, regret).</summary>
    LowerIsBetter,
}
