using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using static System.FormattableString;

namespace NasPipelines.Samples.Documentation;

/// <summary>What each estimator of the published scores is worth, computed from the files: <c>generated: dataset SPACE</c>.</summary>
internal static class ScoredDataset
{
    private const string Truth = "c10_test_200";
    private const string Seconds = "_seconds";

    /// <summary>The table of the parts of a space; null where the benchmark's accuracies are not at hand.</summary>
    /// <param name="parts">The folder of the parts, a file for each seed.</param>
    public static string? Table(string parts)
    {
        var accuracies = Path.Combine(
            Environment.GetEnvironmentVariable("NASPIPELINES_DATA") ?? Path.Combine(parts, "..", "..", "..", "..", "shared", "data"),
            "nb201", "nb201_accuracy.csv.gz");
        if (!File.Exists(accuracies))
        {
            return null;
        }

        var nas = new MLContext(seed: 1).Nas();
        IDataView[] seeds =
        [
            .. Directory.GetFiles(parts, "seed*.parquet").Order(StringComparer.Ordinal).Select(file => nas.Data.LoadBenchmark(file)),
        ];
        var truth = nas.Data.LoadBenchmark(accuracies, options: new() { ValueColumns = [Truth] });
        string[] scores = [.. Scores(seeds[0])];
        var all = nas.Data.Join(truth, seeds[0], new JoinOptions { MatchEquivalent = true, Columns = scores }).View;
        var (whole, reachable) = (Judge(all), Judge(nas.Data.Subset(all, "no-unreachable")));
        return string.Join('\n',
        [
            "| estimator | tau, all 15,625 | Spearman | tau, 9,445 cells | without a value | tau between seeds | seconds |",
            "|---|---|---|---|---|---|---|",
            .. scores.OrderByDescending(score => whole[score]["kendall"].Value).Select(score => Invariant(
                $"| `{score}` | {whole[score]["kendall"].Value:F3} | {whole[score]["spearman"].Value:F3} ")
                + Invariant($"| {reachable[score]["kendall"].Value:F3} | {whole[score].Missing} ")
                + Invariant($"| {Agreement(score)} | {Mean(seeds[0], score + Seconds):F2} |")),
        ]);

        RankingEvaluation Judge(IDataView view) => nas.Evaluate(
            view, Truth, scores, new RankingEvaluationOptions { Criteria = [Criteria.Get("kendall"), Criteria.Get("spearman")] });

        string Agreement(string score)
        {
            double[] taus =
            [
                .. seeds.Skip(1).Where(seed => seed.Schema.GetColumnOrNull(score) is not null)
                    .Select(seed => Between(seeds[0], seed, score)),
            ];
            return taus.Length == 0 ? "" : Invariant($"{taus.Average():F3}");
        }
    }

    private static IEnumerable<string> Scores(IDataView view) =>
        view.Schema.Select(column => column.Name).Where(name => view.Schema.GetColumnOrNull(name + Seconds) is not null);

    private static double Mean(IDataView view, string column) => view.GetColumn<double>(column).Where(double.IsFinite).Average();

    private static double Between(IDataView first, IDataView second, string score)
    {
        var others = Values(second, score).ToDictionary(row => row.Architecture, row => row.Value);
        (double First, double Second)[] both =
        [
            .. Values(first, score).Where(row => others.ContainsKey(row.Architecture)).Select(row => (row.Value, others[row.Architecture]))
                .Where(pair => double.IsFinite(pair.Value) && double.IsFinite(pair.Item2)),
        ];
        var sample = RankedSample.Of(Array.ConvertAll(both, pair => pair.First), Array.ConvertAll(both, pair => pair.Second));
        return Criteria.Get("kendall").Evaluate(sample).Value;
    }

    private static IEnumerable<(string Architecture, double Value)> Values(IDataView view, string score) =>
        view.GetColumn<string>("Architecture").Zip(view.GetColumn<double>(score));
}
