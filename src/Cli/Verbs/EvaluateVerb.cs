using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas evaluate INPUT --truth COLUMN --scores a,b</c>: judges how well scores rank architectures; without all three it scores and judges
/// an embedded benchmark.
/// </summary>
internal static class EvaluateVerb
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(
            "evaluate", "Judge how well scores rank architectures; without INPUT, --truth and --scores: score and judge an embedded "
                + "benchmark with every estimator.");
        var input = new InputOptions(command, common);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required with INPUT." };
        var scores = OptionRules.Names(
            "--scores",
            "Score columns, separated by commas; required with "
                + $"INPUT; {string.Join(", ", NasDataCatalog.CostColumnNames)} are computed where absent.",
            "names of score columns");
        var ratios = OptionRules.Shares("--k", "Shares K of the architectures for P@K, BR@K and WR@K, separated by commas.");
        ratios.DefaultValueFactory = _ => [0.01, 0.05, 0.1];
        var missing = OptionRules.Choice("--missing", "What becomes of missing scores", MissingScores.Drop);
        var missingTruth = OptionRules.Choice("--missing-truth", "What becomes of architectures whose truth is missing", MissingTruth.Fail);
        var output = TableOutput.Optional(common, $"Also write the judged table; {TinyBenchJob.DefaultOutput} for the embedded benchmark");
        foreach (var option in (Option[])[truth, scores, ratios, missing, missingTruth, output])
        {
            command.Options.Add(option);
        }

        var pareto = new ParetoOutput(command);
        common.Run.TakesDevice(command);
        return command.Does((parsed, cancellation) =>
        {
            var json = parsed.GetValue(common.Json);
            var options = new RankingEvaluationOptions
            {
                Ratios = parsed.GetRequiredValue(ratios),
                MissingScores = parsed.GetValue(missing),
                MissingTruth = parsed.GetValue(missingTruth),
            };
            options.Validate();
            input.RequireRanking(parsed);
            var nas = Session.Open(terminal, common.Run.FallsBackToCpu(parsed));
            if (input.IsAbsent(parsed) && parsed.GetValue(truth) is null && parsed.GetValue(scores) is null or [])
            {
                var written = TableOutput.For(parsed.GetValue(output) ?? TinyBenchJob.DefaultOutput, terminal, json);
                common.Run.WarnOfCpu(parsed, terminal, "zero-shot scores");
                using var job = new TinyBenchJob(terminal, nas, common, parsed, table => input.Sample(nas, parsed, table), cancellation);
                written.Save(nas.Data, job.Scored);
                Print(
                    written.Terminal, nas.Evaluate(job.Scored, TinyBenchJob.Truth, TinyBenchJob.Scores, options), job.Agreement,
                    written.Path, written.Json);
                return;
            }

            common.Run.RequireCpu(parsed, "judging a table, which runs on the cpu");
            var table = parsed.GetValue(output) is { } file ? TableOutput.For(file, terminal, json) : null;
            var view = input.Load(terminal, nas, parsed, [parsed.GetValue(truth) ?? "", .. parsed.GetValue(scores) ?? []]);
            var label = parsed.GetValue(truth)
                ?? throw new WrongUseException($"--truth is missing: name the column of true accuracies, of {Columns(view)}.");
            var names = parsed.GetValue(scores) is { Length: > 0 } some ? some : throw new WrongUseException(
                $"--scores is missing: name one or more of {string.Join(", ", NasDataCatalog.CostColumnNames)}, {Columns(view)}.");
            string[] computed = [.. names, .. pareto.Cost(parsed) is { } cost ? (string[])[cost] : []];
            var judged = computed.Any(n => NasDataCatalog.CostColumnNames.Contains(n) && view.Schema.GetColumnOrNull(n) is null)
                ? common.Run.Show(terminal, parsed, run => nas.Data.AddCosts(view, computed, run: run), cancellation)
                : view;
            cancellation.ThrowIfCancellationRequested();
            var evaluation = nas.Evaluate(judged, label, names, options);
            var sets = pareto.Compute(nas, parsed, judged, label, names);
            table?.Save(nas.Data, judged);
            Print(table?.Terminal ?? terminal, evaluation, null, table?.Path, table?.Json ?? json, sets);
        });
    }

    private static void Print(
        Terminal terminal, RankingEvaluation evaluation, TrainingAgreement? agreement, string? path, bool json,
        IReadOnlyList<Analyses.ParetoSet>? sets = null)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, Document(evaluation, agreement, path, ParetoOutput.Document(sets ?? [])));
            return;
        }

        terminal.Out.WriteLine(WideText.Fit($"{evaluation}", terminal.Width));
        foreach (var line in Undefined.Reasons(evaluation))
        {
            terminal.Out.WriteLine(line);
        }

        if (agreement is not null)
        {
            var ceiling = Ceiling(agreement);
            terminal.Out.WriteLine(FormattableString.Invariant(
                $"agreement of two trainings: Kendall {agreement["kendall"]:F3} between trainings with different seeds"));
            terminal.Out.WriteLine(
                "ceiling against their mean, noise corrected for: Kendall "
                + (ceiling.IsDefined ? FormattableString.Invariant($"{ceiling.Value:F3}") : $"{ceiling}"));
        }

        ParetoOutput.Print(terminal, sets ?? []);
        if (path is not null)
        {
            terminal.Status.WriteLine($"wrote {path}");
        }
    }

    // The truth of the embedded benchmark is the mean of the trainings compared.
    private static ScoreValue Ceiling(TrainingAgreement agreement) => agreement.Ceiling("kendall", agreement.Trainings);

    private static string Columns(IDataView view) =>
        string.Join(", ", view.Schema.Where(c => !c.IsHidden && c.Type is Microsoft.ML.Data.NumberDataViewType).Select(c => c.Name));

    private static object Document(RankingEvaluation evaluation, TrainingAgreement? agreement, string? path, object? pareto) => new
    {
        evaluation.Truth,
        NoiseCeiling = agreement?["kendall"], // the name that the document has always had: how well two trainings agree
        AttenuatedCeiling = agreement is null ? null : JsonOutput.Number(Ceiling(agreement).Value),
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
            PrecisionAtTop = ByRatio(m.ByRatio("precisionAtTop")),
            PrecisionAtBottom = ByRatio(m.ByRatio("precisionAtBottom")),
            BestRank = ByRatio(m.ByRatio("bestRank")),
            WorstRank = ByRatio(m.ByRatio("worstRank")),
        }),
        Pareto = pareto,
    };

    private static Dictionary<string, double?> ByRatio(ImmutableSortedDictionary<double, double> values) =>
        values.ToDictionary(v => v.Key.ToString("R", CultureInfo.InvariantCulture), v => JsonOutput.Number(v.Value));
}
