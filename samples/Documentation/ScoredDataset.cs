using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using static System.FormattableString;

namespace NasPipelines.Samples.Documentation;

/// <summary>What each estimator of the published scores is worth, computed from the files: <c>generated: dataset SPACE</c>.</summary>
internal static class ScoredDataset
{
    private const string Seconds = "_seconds";

    // For each space the accuracies that its scores are judged by: a file of the data folder, and what of it.
    private static readonly Dictionary<string, Truth> Truths = new()
    {
        ["nasbench201"] = new(
            Path.Combine("nb201", "nb201_accuracy.csv.gz"), "c10_test_200",
            (nas, path) => nas.Data.LoadBenchmark(path, options: new() { ValueColumns = ["c10_test_200"] }),
            [("tau, all 15,625", null), ("tau, 9,445 cells", "no-unreachable")], []),
        ["nasbench301"] = new(
            Path.Combine("suite_zero", "zc_nasbench301.json.gz"), "val_accuracy",
            (nas, path) => nas.Data.ReadBenchmark(path, "suitezero-nasbench301"), [("tau, 725 networks", null)],
            new() { ["jacob_cov"] = "jacov", ["relu_logdet"] = "nwot" }),
    };

    /// <summary>The table of the parts of a space; null where the benchmark's accuracies are not at hand.</summary>
    /// <param name="parts">The folder of the parts, a file for each seed.</param>
    public static string? Table(string parts)
    {
        var space = Truths[Path.GetFileName(parts)];
        var accuracies = Path.Combine(
            Environment.GetEnvironmentVariable("NASPIPELINES_DATA") ?? Path.Combine(parts, "..", "..", "..", "..", "shared", "data"),
            space.File);
        if (!File.Exists(accuracies))
        {
            return null;
        }

        var context = new MLContext(seed: 1);
        var nas = context.Nas();
        IDataView[] seeds =
        [
            .. Directory.GetFiles(parts, "seed*.parquet").Order(StringComparer.Ordinal).Select(file => nas.Data.LoadBenchmark(file)),
        ];
        var published = space.Load(nas, accuracies);
        var truth = context.Transforms.SelectColumns("Architecture", space.Column).Fit(published).Transform(published);
        string[] scores = [.. Scores(seeds[0])];
        var together = Together(context, truth, seeds);
        var all = nas.Data.Join(truth, seeds[0], new JoinOptions { MatchEquivalent = true, Columns = scores }).View;
        var views = space.Views.Select(view => Judge(view.Subset is { } subset ? nas.Data.Subset(all, subset) : all, scores)).ToArray();
        var theirs = scores.Select(score => (Score: score, Column: space.Published.GetValueOrDefault(score, score)))
            .Where(pair => published.Schema.GetColumnOrNull(pair.Column) is not null).ToDictionary(pair => pair.Score, pair => pair.Column);
        var judged = theirs.Count == 0 ? null : Judge(published, [.. theirs.Values]);
        string[] headings =
        [
            "estimator", .. space.Views.Select(view => view.Heading), "Spearman", .. judged is null ? [] : (string[])["tau, as published"],
            "without a value", "tau between seeds", "Spearman between seeds", "disagreement explained", "seconds",
        ];
        return string.Join('\n',
        [
            $"| {string.Join(" | ", headings)} |",
            $"|{string.Concat(headings.Select(_ => "---|"))}",
            .. scores.OrderByDescending(score => views[0][score]["kendall"].Value)
                .Select(score => $"| {string.Join(" | ", Cells(score))} |"),
        ]);

        IEnumerable<string> Cells(string score) =>
        [
            $"`{score}`", .. views.Select(view => Number(view[score]["kendall"].Value)), Number(views[0][score]["spearman"].Value),
            .. judged is null
                ? []
                : (string[])[theirs.TryGetValue(score, out var column) ? Number(judged[column]["kendall"].Value) : ""],
            Invariant($"{views[0][score].Missing}"), .. Agreement(score), Invariant($"{Mean(seeds[0], score + Seconds):F2}"),
        ];

        RankingEvaluation Judge(IDataView view, string[] columns) => nas.Evaluate(
            view, space.Column, columns,
            new RankingEvaluationOptions { Criteria = [Criteria.Get("kendall"), Criteria.Get("spearman")] });

        // Of the functions that every file has, with the accuracy of the cell that stands for each.
        IEnumerable<string> Agreement(string score)
        {
            string[] columns =
            [
                .. Enumerable.Range(0, seeds.Length).Select(seed => Invariant($"{score}_seed{seed}"))
                    .Where(column => together.Schema.GetColumnOrNull(column) is not null),
            ];
            if (columns.Length < 2)
            {
                return ["", "", ""];
            }

            var reliability = nas.Analyses.ReliabilityOfSeeds(together, space.Column, columns);
            return
            [
                Number(reliability.Kendall.Value), Number(reliability.Spearman.Value),
                reliability.ExplainedShare.IsDefined ? Invariant($"{100 * reliability.ExplainedShare.Value:F0} %") : "",
            ];
        }

        // Blank where all scores are equal.
        static string Number(double value) => double.IsNaN(value) ? "" : Invariant($"{value:F3}");
    }

    private static IEnumerable<string> Scores(IDataView view) =>
        view.Schema.Select(column => column.Name).Where(name => view.Schema.GetColumnOrNull(name + Seconds) is not null);

    private static double Mean(IDataView view, string column) => view.GetColumn<double>(column).Where(double.IsFinite).Average();

    // The rows that every seed has; a column for each score and seed.
    private static IDataView Together(MLContext context, IDataView truth, IDataView[] seeds)
    {
        foreach (var (number, seed) in seeds.Index())
        {
            var (named, columns) = (seed, new List<string>());
            foreach (var score in Scores(seed))
            {
                columns.Add(Invariant($"{score}_seed{number}"));
                named = context.Transforms.CopyColumns(columns[^1], score).Fit(named).Transform(named);
            }

            truth = context.Nas().Data.Join(truth, named, new() { Columns = columns }).View;
        }

        return truth;
    }

    // Published: the names of scores in that file where they are others.
    private sealed record Truth(
        string File, string Column, Func<NasCatalog, string, IDataView> Load, (string Heading, string? Subset)[] Views,
        Dictionary<string, string> Published);
}
