using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.ML;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas evaluate INPUT --truth COLUMN --scores a,b</c>: judges how well scores rank architectures.</summary>
internal static class EvaluateVerb
{
    private static readonly string[] ComputedOnTheFly = ["params", "params_active", "flops"];

    public static Command Create(Terminal terminal)
    {
        var (input, space, sample, seed, json) =
            (CommonOptions.Input(), CommonOptions.Space(), CommonOptions.Sample(), CommonOptions.Seed(), CommonOptions.Json());
        var truth = new Option<string>("--truth") { Description = "Column with the true accuracy.", Required = true };
        var scores = CommonOptions.Names("--scores", "Score columns, separated by commas; params, params_active and flops are computed where absent.");
        scores.Required = true;
        var ratios = CommonOptions.Names("--k", "Shares K of the architectures for P@K, BR@K and WR@K, separated by commas.");
        var missing = new Option<MissingScores>("--missing") { Description = "What to do with missing scores.", DefaultValueFactory = _ => MissingScores.Drop };
        var missingTruth = new Option<MissingTruth>("--missing-truth") { Description = "What to do with missing truth.", DefaultValueFactory = _ => MissingTruth.Fail };
        var command = new Command("evaluate", "Judge how well scores rank architectures.")
        {
            input, space, sample, seed, truth, scores, ratios, missing, missingTruth, json,
        };
        command.SetAction(parsed =>
        {
            var nas = new MLContext().Nas();
            var options = new RankingEvaluationOptions
            {
                Ratios = Ratios(parsed.GetValue(ratios)),
                MissingScores = parsed.GetValue(missing),
                MissingTruth = parsed.GetValue(missingTruth),
            };
            options.Validate();
            var names = parsed.GetValue(scores)!;
            var view = ArchitectureInput.Load(nas, parsed.GetValue(input)!, parsed.GetValue(space), parsed.GetValue(sample), parsed.GetValue(seed));
            using var complexity = Complexity(nas, view, parsed.GetValue(space), names, out var scored);
            var evaluation = nas.Evaluate(scored, options, parsed.GetValue(truth)!, names);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, Document(evaluation));
            }
            else
            {
                terminal.Out.WriteLine(evaluation);
            }
        });
        return command;
    }

    private static Scoring.ScoringTransformer? Complexity(NasCatalog nas, IDataView view, string? space, string[] names, out IDataView scored)
    {
        scored = view;
        string[] wanted = [.. names.Where(n => ComputedOnTheFly.Contains(n) && view.Schema.GetColumnOrNull(n) is null)];
        if (wanted.Length == 0)
        {
            return null;
        }

        var stage = nas.Transforms.ZeroShot(wanted, new ZeroShotOptions { SearchSpace = space, StatusColumnName = null }).Fit(view);
        scored = stage.Transform(view);
        return stage;
    }

    private static double[] Ratios(string[]? texts) => texts is null or []
        ? [.. Criteria.DefaultRatios]
        : [.. texts.Select(t => double.TryParse(t, out var k) && k is > 0 and <= 1 ? k : throw new WrongUseException($"--k: '{t}' is not a share in (0, 1]."))];

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
            MissingPolicy = m.MissingScores.ToString(),
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
        values.ToDictionary(v => v.Key.ToString("R"), v => JsonOutput.Number(v.Value));
}
