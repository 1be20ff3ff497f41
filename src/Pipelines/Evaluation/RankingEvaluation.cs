using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Evaluation;

/// <summary>
/// How well each of several scores ranks the same architectures against their true quality: one <see cref="ScoreRanking"/> per score.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingEvaluation : PrintedResult, IReadOnlyList<ScoreRanking>
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
        ?? throw new KeyNotFoundException(
            $"No score '{name}' was evaluated; known are {string.Join(", ", _rankings.Select(m => m.Name))}.");

    /// <summary>Evaluates several scores.</summary>
    /// <param name="truthName">Name of the truth, for messages and reports.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores by name, each with one value per architecture, higher is better, NaN where there is none.</param>
    /// <param name="options">How to evaluate; null for the defaults. Columns to control for are known by views only.</param>
    /// <exception cref="ArgumentException">Lengths differ, names repeat, options are wrong, or there are no rows or scores.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is
    /// missing.</exception>
    public static RankingEvaluation Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        RankingEvaluationOptions? options = null) =>
        Compute(EvaluationTable.Prepare(truthName, truth, scores, [], options ?? new()));

    internal static RankingEvaluation Compute(EvaluationTable table, RunOptions? run = null)
    {
        var criteria = table.Options.Expanded();
        var rankings = new ScoreRanking[table.Scores.Length];
        Parallel.For(0, rankings.Length, RunPieces.OptionsOf(run), i => rankings[i] = Judge(table.Scores[i]));
        return new(table.TruthName, table.Rows, table.MissingTruth, [.. rankings]);

        ScoreRanking Judge(PreparedScore score)
        {
            // A sample of its own: what the criteria share of the rows' orders is large, and nobody needs it afterwards.
            var sample = new RankedSample(score.Sample.TruthAndControls, score.Sample.Scores);
            return new(
                score.Name, sample.Count, score.Missing, table.Options.MissingScores,
                [.. criteria.Select(c => KeyValuePair.Create(c, c.Evaluate(sample)))]);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ScoreRanking> GetEnumerator() => ((IEnumerable<ScoreRanking>)_rankings).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table with one row per score and one column per criterion.</summary>
    private protected override string Print()
    {
        string[] heading = ["score", "n", "missing", .. this[0].Values.Select(v => v.Key.Label)];
        var rows = this.Select(Cells).Prepend(heading).ToList();
        int[] widths = [.. heading.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Ranking against {Truth}, {Rows} architectures");
        text.Append(MissingTruth > 0 ? $" ({MissingTruth} without a truth left out)" : "");
        text.Append(CultureInfo.InvariantCulture, $"; missing scores: {this[0].MissingScores}").AppendLine();
        foreach (var row in rows)
        {
            text.AppendLine(
                string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
        }

        return text.ToString();
    }

    private static string[] Cells(ScoreRanking metrics) =>
    [
        metrics.Name,
        metrics.Count.ToString(CultureInfo.InvariantCulture),
        metrics.Missing.ToString(CultureInfo.InvariantCulture),
        .. metrics.Values.Select(v => v.Value.IsDefined ? v.Value.Value.ToString("F4", CultureInfo.InvariantCulture) : "–"),
    ];
}
