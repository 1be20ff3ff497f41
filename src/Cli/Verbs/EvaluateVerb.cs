using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Analyses;
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
    public const string Name = "evaluate";

    public const string Description =
        "Judge how well scores rank architectures; without INPUT, --truth and --scores: score and judge an embedded "
        + "benchmark with every estimator.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required with INPUT." };
        var scores = OptionRules.Names(
            "--scores",
            "Score columns, separated by commas; required with "
                + $"INPUT; {string.Join(", ", NasDataCatalog.CostColumnNames)} are computed where absent.",
            "names of score columns");
        var comparing = new ComparisonArguments(command);
        var missing = OptionRules.Choice("--missing", "What becomes of missing scores", MissingScores.Drop);
        var missingTruth = OptionRules.Choice("--missing-truth", "What becomes of architectures whose truth is missing", MissingTruth.Fail);
        var output = TableOutput.Optional(common, $"Also write the judged table; {TinyBenchJob.DefaultOutput} for the embedded benchmark");
        foreach (var option in (Option[])[truth, scores, missing, missingTruth, output])
        {
            command.Options.Add(option);
        }

        var named = new NamedProtocol(command, [truth, missing, comparing.SubsetOption]);
        var pareto = new ParetoOutput(command);
        common.Run.TakesDevice(command);
        return command.Does((parsed, cancellation) =>
        {
            var protocol = named.Of(parsed);
            var policy = protocol?.MissingScores ?? parsed.GetValue(missing);
            var how = (
                Usual: comparing.Evaluation(parsed, policy, parsed.GetValue(missingTruth)),
                Compared: comparing.Compared(parsed, policy, parsed.GetValue(missingTruth)));
            input.RequireRanking(parsed);
            var nas = Session.Open(terminal, common.Run.FallsBackToCpu(parsed));
            if (input.IsAbsent(parsed) && protocol is null && parsed.GetValue(truth) is null && parsed.GetValue(scores) is null or [])
            {
                JudgeEmbedded(parsed, nas, how, cancellation);
                return;
            }

            common.Run.RequireCpu(parsed, "judging a table, which runs on the cpu");
            JudgeTable(parsed, nas, protocol, how, cancellation);
        });

        void JudgeEmbedded(
            ParseResult parsed, NasCatalog nas, (RankingEvaluationOptions Usual, RankingEvaluationOptions Compared) how,
            CancellationToken cancellation)
        {
            var written = TableOutput.For(parsed.GetValue(output) ?? TinyBenchJob.DefaultOutput, terminal, parsed.GetValue(common.Json));
            using var job = new TinyBenchJob(terminal, nas, common, parsed, table => input.Sample(nas, parsed, table), cancellation);
            written.Save(nas.Data, job.Scored);
            var free = comparing.Baselines(parsed, job.Scored, TinyBenchJob.Scores);
            var judged = nas.Evaluate(job.Scored, TinyBenchJob.Truth, TinyBenchJob.Scores, how.Usual);
            var result = comparing.Comparison(parsed, free, null) is { } resampling
                ? nas.Compare(
                    job.Scored, TinyBenchJob.Truth, TinyBenchJob.Scores, how.Compared, resampling, common.Run.Read(parsed, cancellation))
                : null;
            Print(written.Terminal, new(judged, TinyBenchJob.Scores, result, null, job.Agreement, written.Path, []), written.Json);
        }

        void JudgeTable(
            ParseResult parsed, NasCatalog nas, EvaluationProtocol? protocol,
            (RankingEvaluationOptions Usual, RankingEvaluationOptions Compared) how, CancellationToken cancellation)
        {
            var table = parsed.GetValue(output) is { } file ? TableOutput.For(file, terminal, parsed.GetValue(common.Json)) : null;
            string[] wanted = [parsed.GetValue(truth) ?? "", .. parsed.GetValue(scores) ?? [], .. comparing.Numbers(parsed)];
            var view = further.Load(terminal, nas, parsed, wanted, [.. comparing.Labels(parsed)]);
            var label = protocol?.TruthColumnOf(view) ?? NumberColumns.Truth(parsed, truth, view);
            var names = parsed.GetValue(scores) is { Length: > 0 } some ? some : throw new WrongUseException(
                $"--scores is missing: name one or more of {string.Join(", ", NasDataCatalog.CostColumnNames)}, {NumberColumns.Of(view)}.");
            NumberColumns.Require(truth, label, view);
            var baselines = comparing.Baselines(parsed, view, names);
            string[] all = [.. names, .. baselines.Except(names)];
            var resampling = comparing.Comparison(parsed, baselines, view.GetRowCount());
            comparing.Check(parsed, view, all);
            string[] needed =
            [
                .. all, .. comparing.Numbers(parsed), .. comparing.Labels(parsed),
                .. pareto.Cost(parsed) is { } cost ? (string[])[cost] : [],
            ];
            bool IsCounted(string n) => NasDataCatalog.IsCost(n) && view.Schema.GetColumnOrNull(n) is null;
            var counted = names.Any(IsCounted)
                ? common.Run.Show(terminal, parsed, run => nas.Data.AddCosts(view, needed, run: run), cancellation)
                : needed.Any(IsCounted) ? nas.Data.AddCosts(view, needed, run: common.Run.Read(parsed, cancellation)) : view;
            var judged = protocol is null ? comparing.Choose(nas, parsed, counted) : nas.Data.Subset(counted, protocol);
            cancellation.ThrowIfCancellationRequested();
            string[] freeFirst = [.. baselines, .. names.Where(name => !baselines.Contains(name))];
            var evaluation = nas.Evaluate(judged, label, freeFirst, how.Usual);
            var sets = pareto.Compute(nas, parsed, judged, label, names);
            table?.Save(nas.Data, judged);
            var group = comparing.Group(parsed);
            var grouped = resampling is null || group is null ? null : common.Run.Show(
                terminal, parsed, run => nas.CompareGroups(judged, label, all, group, how.Compared, resampling, run), 0, 0, cancellation);
            var comparison = resampling is null || group is not null ? null : common.Run.Show(
                terminal, parsed, run => nas.Compare(judged, label, all, how.Compared, resampling, run), 0, 0, cancellation);
            Print(
                table?.Terminal ?? terminal, new(evaluation, names, comparison, grouped, null, table?.Path, sets, protocol),
                table?.Json ?? parsed.GetValue(common.Json),
                comparing.NamesCriteria(parsed));
        }
    }

    private static void Print(Terminal terminal, Answer answer, bool json, bool compact = false)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, Document(answer));
            return;
        }

        if (answer.By is not null)
        {
            TextTable.Paragraph(terminal, $"Protocol {answer.By}");
        }

        if (!(compact || answer.Grouped is not null) || answer.Compared is null)
        {
            terminal.Out.WriteLine(WideText.Fit($"{answer.Evaluation}", terminal.Width));
            foreach (var line in Undefined.Reasons(answer.Evaluation))
            {
                terminal.Out.WriteLine(line);
            }
        }

        if (answer.Compared is { } compared)
        {
            terminal.Out.WriteLine(WideText.Fit($"{compared}", terminal.Width));
        }

        if (answer.Agreement is { } agreement)
        {
            var ceiling = Ceiling(agreement);
            terminal.Out.WriteLine(FormattableString.Invariant(
                $"agreement of two trainings: Kendall {agreement["kendall"]:F3} between trainings with different seeds"));
            terminal.Out.WriteLine(
                "ceiling against their mean, noise corrected for: Kendall "
                + (ceiling.IsDefined ? FormattableString.Invariant($"{ceiling.Value:F3}") : $"{ceiling}"));
        }

        ParetoOutput.Print(terminal, answer.Pareto);
        if (answer.Path is not null)
        {
            terminal.Status.WriteLine($"wrote {answer.Path}");
        }
    }

    // The truth of the embedded benchmark is the mean of the trainings compared.
    private static ScoreValue Ceiling(TrainingAgreement agreement) => agreement.Ceiling("kendall", agreement.Trainings);

    private static object Document(Answer answer) => new
    {
        answer.Evaluation.Truth,
        NoiseCeiling = answer.Agreement?["kendall"], // the name that the document has always had: how well two trainings agree
        AttenuatedCeiling = answer.Agreement is { } agreement ? JsonOutput.Number(Ceiling(agreement).Value) : null,
        Output = answer.Path,
        N = answer.Evaluation.Rows,
        answer.Evaluation.MissingTruth,
        Protocol = ComparisonDocument.Protocol(answer.Any),
        JudgedBy = NamedProtocol.Document(answer.By),
        Verdict = answer.Comparison?.Verdict ?? answer.Grouped?.Verdict,
        answer.Any?.Baseline,
        answer.Comparison?.Alerts,
        Comparisons = answer.Comparison is { } compared ? ComparisonDocument.Comparisons(compared) : null,
        GroupedBy = answer.Grouped?.GroupName,
        MeanRanks = answer.Grouped?.MeanRanks.Select(r => new { Name = r.Key, MeanRank = JsonOutput.Number(r.Value) }),
        Groups = ComparisonDocument.Groups(answer.Grouped),
        Scores = answer.Asked.Select(name => Document(answer, answer.Evaluation[name])),
        Free = answer.Evaluation.Where(m => !answer.Asked.Contains(m.Name)).Select(m => Document(answer, m)),
        Pareto = ParetoOutput.Document(answer.Pareto),
    };

    private static object Document(Answer answer, ScoreRanking m) => new
    {
        m.Name,
        BeatsBaseline = answer.Comparison?.BeatsBaseline(m.Name),
        N = m.Count,
        m.Missing,
        m.Coverage,
        MissingPolicy = m.MissingScores.ToString().ToLowerInvariant(),
        Kendall = JsonOutput.Number(m.Kendall),
        Spearman = JsonOutput.Number(m.Spearman),
        Pearson = JsonOutput.Number(m.Pearson),
        PrecisionAtTop = ByRatio(m.ByRatio("precisionAtTop")),
        PrecisionAtBottom = ByRatio(m.ByRatio("precisionAtBottom")),
        BestRank = ByRatio(m.ByRatio("bestRank")),
        WorstRank = ByRatio(m.ByRatio("worstRank")),
        Criteria = ComparisonDocument.Values(m.Values),
        Intervals = answer.Comparison is { } c ? ComparisonDocument.Intervals(c, m.Name) : null,
        Chance = answer.Comparison is { } t ? ComparisonDocument.Chance(t, m.Name) : null,
    };

    private static Dictionary<string, double?> ByRatio(ImmutableSortedDictionary<double, double> values) =>
        values.ToDictionary(v => v.Key.ToString("R", CultureInfo.InvariantCulture), v => JsonOutput.Number(v.Value));

    private sealed record Answer(
        RankingEvaluation Evaluation, IReadOnlyCollection<string> Asked, RankingComparison? Comparison, GroupedComparison? Grouped,
        TrainingAgreement? Agreement, string? Path, IReadOnlyList<ParetoSet> Pareto, EvaluationProtocol? By = null)
    {
        public object? Compared => (object?)Grouped ?? Comparison;

        public RankingComparison? Any => Comparison ?? Grouped?.Groups[0].Value;
    }
}
