using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>How far columns of the same rows agree with each other: trainings, or scores, of other seeds.</summary>
internal static class PairwiseAgreement
{
    /// <summary>The mean of a criterion over all pairs of columns; missing, with the reason, where it is undefined for one.</summary>
    public static ScoreValue Of(Criterion criterion, IReadOnlyList<double[]> columns) => Mean(
        from later in Enumerable.Range(1, columns.Count - 1)
        from earlier in Enumerable.Range(0, later)
        select criterion.Evaluate(columns[later], columns[earlier]));

    /// <summary>The mean of values; missing, with the reason, where one is.</summary>
    public static ScoreValue Mean(IEnumerable<ScoreValue> values)
    {
        ScoreValue[] all = [.. values];
        return Array.Find(all, v => !v.IsDefined) is { Reason: { } reason } ? ScoreValue.Missing(reason) : all.Average(v => v.Value);
    }
}
