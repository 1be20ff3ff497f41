using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace NasPipelines.Evaluation;

/// <summary>How the answer changes with the policy for missing scores.</summary>
public sealed class MissingSensitivity : PrintedResult
{
    private MissingSensitivity(ImmutableArray<(ScoreRanking Dropped, ScoreRanking Worst, ScoreRanking? Common)> rows, int common) =>
        (Rows, CommonCount) = (rows, common);

    /// <summary>
    /// Each score without the architectures that it has no value for (<see cref="MissingScores.Drop"/>), with them below every other
    /// (<see cref="MissingScores.Worst"/>), and on those that every score has: the only fair comparison between scores that fail on
    /// different ones; null where there are none.
    /// </summary>
    public ImmutableArray<(ScoreRanking Dropped, ScoreRanking Worst, ScoreRanking? Common)> Rows { get; }

    /// <summary>Number of architectures that have every score and a truth.</summary>
    internal int CommonCount { get; }

    // Architectures without a truth are left out throughout.
    internal static MissingSensitivity Compute(
        string truthName, double[] truth, IReadOnlyList<KeyValuePair<string, double[]>> scores, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(scores);
        var lenient = (options ?? new()).Lenient();
        RankingEvaluation Under(MissingScores policy) => RankingEvaluation.Compute(truthName, truth, scores, lenient.Lenient(policy));
        RankingEvaluation dropped = Under(MissingScores.Drop), worst = Under(MissingScores.Worst);
        int[] rows =
            [.. Enumerable.Range(0, truth.Length).Where(row => !double.IsNaN(truth[row]) && scores.All(s => !double.IsNaN(s.Value[row])))];
        double[] Pick(double[] column) => Array.ConvertAll(rows, row => column[row]);
        var common = rows.Length == 0
            ? null
            : RankingEvaluation.Compute(
                truthName, Pick(truth), [.. scores.Select(s => KeyValuePair.Create(s.Key, Pick(s.Value)))], lenient);
        return new([.. dropped.Select((d, i) => (d, worst[i], common?[i]))], rows.Length);
    }

    /// <summary>Coverage and Kendall's tau under each policy.</summary>
    private protected override string Print()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"Kendall's tau by policy for missing scores; {CommonCount} architectures have every score").AppendLine();
        foreach (var row in Rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{row.Dropped.Name}: coverage {row.Dropped.Coverage:P1}, dropped {row.Dropped.Kendall:F4}, worst {row.Worst.Kendall:F4}, ")
                .Append(CultureInfo.InvariantCulture, $"common {row.Common?.Kendall ?? double.NaN:F4}").AppendLine();
        }

        return text.ToString();
    }
}
