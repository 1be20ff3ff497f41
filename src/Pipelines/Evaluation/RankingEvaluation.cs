using System.Collections;
using System.Collections.Immutable;

namespace NasPipelines;

/// <summary>How well each of several scores ranks the same architectures against their true quality: one <see cref="RankingMetrics"/> per score.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingEvaluation : IReadOnlyList<RankingMetrics>
{
    private readonly ImmutableArray<RankingMetrics> metrics;

    private RankingEvaluation(string truth, int rows, int missingTruth, ImmutableArray<RankingMetrics> metrics)
    {
        (Truth, Rows, MissingTruth) = (truth, rows, missingTruth);
        this.metrics = metrics;
    }

    /// <summary>Name of the column of true quality.</summary>
    public string Truth { get; }

    /// <summary>Number of architectures with a true quality.</summary>
    public int Rows { get; }

    /// <summary>Number of architectures that were left out because they have no true quality.</summary>
    public int MissingTruth { get; }

    /// <summary>Number of scores.</summary>
    public int Count => metrics.Length;

    /// <summary>The metrics of a score by its place among the scores.</summary>
    /// <param name="index">Place, from 0.</param>
    public RankingMetrics this[int index] => metrics[index];

    /// <summary>The metrics of a score by its name.</summary>
    /// <param name="name">The score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public RankingMetrics this[string name] =>
        metrics.FirstOrDefault(m => m.Name == name)
        ?? throw new KeyNotFoundException($"No score '{name}' was evaluated; known are {string.Join(", ", metrics.Select(m => m.Name))}.");

    /// <summary>Evaluates several scores.</summary>
    /// <param name="truthName">Name of the truth, for messages and reports.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores by name, each with one value per architecture, higher is better, NaN where there is none.</param>
    /// <param name="options">How to evaluate; null for the defaults.</param>
    /// <param name="controls">Columns to control for, such as parameters, by name; null for none.</param>
    /// <exception cref="ArgumentException">Lengths differ, names repeat, options are wrong, or there are no rows or scores.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is missing.</exception>
    public static RankingEvaluation Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        RankingEvaluationOptions? options = null,
        IReadOnlyList<KeyValuePair<string, double[]>>? controls = null) =>
        Compute(EvaluationTable.Prepare(truthName, truth, scores, options ?? new(), controls ?? []));

    internal static RankingEvaluation Compute(EvaluationTable table)
    {
        var criteria = table.Options.Expanded();
        return new(table.TruthName, table.Rows, table.MissingTruth,
            [.. table.Scores.Select(score => RankingMetrics.Compute(score, table.Options.MissingScores, criteria))]);
    }

    /// <inheritdoc/>
    public IEnumerator<RankingMetrics> GetEnumerator() => ((IEnumerable<RankingMetrics>)metrics).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with one row per score and one column per criterion.</summary>
    public override string ToString() => RankingTable.Format(this);
}
