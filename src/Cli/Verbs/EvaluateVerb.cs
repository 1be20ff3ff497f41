using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Scoring;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas evaluate INPUT --truth COLUMN --scores a,b</c>: judges how well scores rank architectures.</summary>
internal static class EvaluateVerb
{
    private static readonly string[] ComputedOnTheFly = ["params", "params_active", "flops"];

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command("evaluate", "Judge how well scores rank architectures.");
        var input = new InputOptions(command, common);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required." };
        var scores = OptionRules.Names(
            "--scores", $"Score columns, separated by commas; required; {string.Join(", ", ComputedOnTheFly)} are computed where absent.", "names of score columns");
        var ratios = OptionRules.Shares("--k", "Shares K of the architectures for P@K, BR@K and WR@K, separated by commas.");
        ratios.DefaultValueFactory = _ => [0.01, 0.05, 0.1];
        var missing = OptionRules.Choice("--missing", "What becomes of missing scores", MissingScores.Drop);
        var missingTruth = OptionRules.Choice("--missing-truth", "What becomes of architectures whose truth is missing", MissingTruth.Fail);
        foreach (var option in (Option[])[truth, scores, ratios, missing, missingTruth])
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
            var view = input.Load(nas, parsed);
            var label = parsed.GetValue(truth) ?? throw new WrongUseException($"--truth is missing: name the column of true accuracies, of {Columns(view)}.");
            var names = parsed.GetValue(scores) is { Length: > 0 } some ? some : throw new WrongUseException(
                $"--scores is missing: name one or more of {string.Join(", ", ComputedOnTheFly)}, {Columns(view)}.");
            using var costs = Costs(nas, view, names, new() { SearchSpace = input.Space(parsed), StatusColumnName = null, Threads = parsed.GetValue(common.Threads) });
            if (costs is not null)
            {
                ScoringBar.Show(terminal.Error, progress => costs.ScoreAll(view, progress, cancellation));
            }

            cancellation.ThrowIfCancellationRequested();
            var evaluation = nas.Evaluate(costs?.Transform(view) ?? view, options, label, names);
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, Document(evaluation));
            }
            else
            {
                terminal.Out.WriteLine(evaluation);
            }
        });
    }

    private static ScoringTransformer? Costs(NasCatalog nas, IDataView view, string[] names, ZeroShot.ZeroShotOptions options)
    {
        string[] wanted = [.. names.Distinct().Where(n => ComputedOnTheFly.Contains(n) && view.Schema.GetColumnOrNull(n) is null)];
        return wanted.Length == 0 ? null : nas.Transforms.ZeroShot(wanted, options).Fit(view);
    }

    private static string Columns(IDataView view) =>
        string.Join(", ", view.Schema.Where(c => !c.IsHidden && c.Type is Microsoft.ML.Data.NumberDataViewType).Select(c => c.Name));

    private static object Document(RankingEvaluation evaluation) => new
    {
        evaluation.Truth,
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
