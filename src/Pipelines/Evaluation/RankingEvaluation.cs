using System.Collections;
using System.Collections.Immutable;

namespace NasPipelines.Evaluation;

/// <summary>How well each of several scores ranks the same architectures against their true quality: one <see cref="ScoreRanking"/> per score.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingEvaluation : IReadOnlyList<ScoreRanking>
{
    private readonly ImmutableArray<ScoreRanking> _rankings;

    private RankingEvaluation(string truth, int rows, int missingTruth, ImmutableArray<ScoreRanking> rankings)
    {
        (Truth, Rows, MissingTruth) = (truth, rows, missingTruth);
        _rankings = rankings;
    }

    /// <summary>Name of the column of true quality.</summary>
    public string Truth { get; }

    /// <summary>Number of architectures with a true quality.</summary>
    public int Rows { get; }

    /// <summary>Number of architectures that were left out because they have no true quality.</summary>
    public int MissingTruth { get; }

    /// <summary>Number of scores.</summary>
    public int Count => _rankings.Length;

    /// <summary>The ranking by a score, by its place among the scores.</summary>
    /// <param name="index">Place, from 0.</param>
    public ScoreRanking this[int index] => _rankings[index];

    /// <summary>The ranking by a score, by its name.</summary>
    /// <param name="name">The score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public ScoreRanking this[string name] =>
        _rankings.FirstOrDefault(m => m.Name == name)
        ?? throw new KeyNotFoundException($"No score '{name}' was evaluated; known are {string.Join(", ", _rankings.Select(m => m.Name))}.");

    /// <summary>Evaluates several scores.</summary>
    /// <param name="truthName">Name of the truth, for messages and reports.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores by name, each with one value per architecture, higher is better, NaN where there is none.</param>
    /// <param name="options">How to evaluate; null for the defaults. Columns to control for are known by views only.</param>
    /// <exception cref="ArgumentException">Lengths differ, names repeat, options are wrong, or there are no rows or scores.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is missing.</exception>
    public static RankingEvaluation Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        RankingEvaluationOptions? options = null) =>
        Compute(EvaluationTable.Prepare(truthName, truth, scores, [], options ?? new()));

    internal static RankingEvaluation Compute(EvaluationTable table)
    {
        var criteria = table.Options.Expanded();
        return new(table.TruthName, table.Rows, table.MissingTruth,
            [.. table.Scores.Select(score => ScoreRanking.Compute(score, table.Options.MissingScores, criteria))]);
    }

    /// <inheritdoc/>
    public IEnumerator<ScoreRanking> GetEnumerator() => ((IEnumerable<ScoreRanking>)_rankings).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with one row per score and one column per criterion.</summary>
    public override string ToString() => RankingTable.Format(this);
}
