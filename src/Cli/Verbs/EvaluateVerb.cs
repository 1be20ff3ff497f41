using NasPipelines.Stages;
using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Scoring;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas evaluate INPUT --truth COLUMN --scores a,b</c>: judges how well scores rank architectures; without all three it scores and judges an embedded benchmark.
/// </summary>
internal static class EvaluateVerb
{
    private static readonly string[] ComputedOnTheFly = ["params", "params_active", "flops"];

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(
            "evaluate", "Judge how well scores rank architectures; without INPUT, --truth and --scores: score and judge an embedded benchmark with every estimator.");
        var input = new InputOptions(command, common);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required with INPUT." };
        var scores = OptionRules.Names(
            "--scores",
            $"Score columns, separated by commas; required with INPUT; {string.Join(", ", ComputedOnTheFly)} are computed where absent.",
            "names of score columns");
        var ratios = OptionRules.Shares("--k", "Shares K of the architectures for P@K, BR@K and WR@K, separated by commas.");
        ratios.DefaultValueFactory = _ => [0.01, 0.05, 0.1];
        var missing = OptionRules.Choice("--missing", "What becomes of missing scores", MissingScores.Drop);
        var missingTruth = OptionRules.Choice("--missing-truth", "What becomes of architectures whose truth is missing", MissingTruth.Fail);
        var output = TableOutput.Optional($"Also write the judged table; {TinyBenchJob.DefaultOutput} for the embedded benchmark");
        foreach (var option in (Option[])[truth, scores, ratios, missing, missingTruth, output])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var options = new RankingEvaluationOptions
            {
                Ratios = parsed.GetRequiredValue(ratios),
                MissingScores = parsed.GetValue(missing),
                MissingTruth = parsed.GetValue(missingTruth),
            };
            options.Validate();
            var nas = Session.Open(terminal);
            if (input.IsAbsent(parsed) && parsed.GetValue(truth) is null && parsed.GetValue(scores) is null or [])
            {
                var path = parsed.GetValue(output) ?? TinyBenchJob.DefaultOutput;
                var write = TableOutput.For(path);
                using var job = new TinyBenchJob(terminal, nas, parsed.GetValue(common.Threads), parsed.GetValue(common.Seed), table => input.Sample(nas, parsed, table), cancellation);
                write(nas.Data, job.Scored);
                Print(terminal, nas.Evaluate(job.Scored, options, TinyBenchJob.Truth, TinyBenchJob.Scores), job.NoiseCeiling, path, parsed.GetValue(common.Json));
                return;
            }

            var save = parsed.GetValue(output) is { } file ? TableOutput.For(file) : null;
            var view = input.Load(nas, parsed);
            var label = parsed.GetValue(truth) ?? throw new WrongUseException($"--truth is missing: name the column of true accuracies, of {Columns(view)}.");
            var names = parsed.GetValue(scores) is { Length: > 0 } some ? some : throw new WrongUseException(
                $"--scores is missing: name one or more of {string.Join(", ", ComputedOnTheFly)}, {Columns(view)}.");
            using var costs = Costs(nas, view, names, new() { SearchSpace = input.Space(parsed), StatusColumnName = null, Threads = parsed.GetValue(common.Threads) });
            if (costs is not null)
            {
                ScoringBar.Show(terminal.Error, progress => costs.ScoreAll(view, new() { Progress = progress, CancellationToken = cancellation }));
            }

            cancellation.ThrowIfCancellationRequested();
            var judged = costs?.Transform(view) ?? view;
            var evaluation = nas.Evaluate(judged, options, label, names);
            save?.Invoke(nas.Data, judged);
            Print(terminal, evaluation, null, parsed.GetValue(output), parsed.GetValue(common.Json));
        });
    }

    private static void Print(Terminal terminal, RankingEvaluation evaluation, double? ceiling, string? path, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, Document(evaluation, ceiling, path));
            return;
        }

        terminal.Out.WriteLine(evaluation);
        if (ceiling is { } kendall)
        {
            terminal.Out.WriteLine($"noise ceiling: Kendall {kendall:F3} between trainings with different seeds");
        }

        if (path is not null)
        {
            terminal.Out.WriteLine($"wrote {path}");
        }
    }

    private static ScoringTransformer? Costs(NasCatalog nas, IDataView view, string[] names, ZeroShot.ZeroShotOptions options)
    {
        string[] wanted = [.. names.Distinct().Where(n => ComputedOnTheFly.Contains(n) && view.Schema.GetColumnOrNull(n) is null)];
        return wanted.Length == 0 ? null : nas.Transforms.ZeroShot(wanted, options).Fit(view);
    }

    private static string Columns(IDataView view) =>
        string.Join(", ", view.Schema.Where(c => !c.IsHidden && c.Type is Microsoft.ML.Data.NumberDataViewType).Select(c => c.Name));

    private static object Document(RankingEvaluation evaluation, double? ceiling, string? path) => new
    {
        evaluation.Truth,
        NoiseCeiling = ceiling,
        Output = path,
        N = evaluation.Rows,
        evaluation.MissingTruth,
        Scores = evaluation.Select(m => new
        {
            m.Name,
            N = m.Count,
            m.Missing,
            MissingPolicy = m.MissingScores.ToString().ToLowerInvariant(),
            Kendall = JsonOutput.Number(m.Kendall),
            Spearman = JsonOutput.Number(m.Spearman),
            Pearson = JsonOutput.Number(m.Pearson),
            PrecisionAtTop = ByRatio(m.PrecisionAtTop),
            PrecisionAtBottom = ByRatio(m.PrecisionAtBottom),
            BestRank = ByRatio(m.BestRank),
            WorstRank = ByRatio(m.WorstRank),
        }),
    };

    private static Dictionary<string, double?> ByRatio(ImmutableSortedDictionary<double, double> values) =>
        values.ToDictionary(v => v.Key.ToString("R", CultureInfo.InvariantCulture), v => JsonOutput.Number(v.Value));
}
