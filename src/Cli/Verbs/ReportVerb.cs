using System.CommandLine;
using System.Globalization;
using NasPipelines.Cli.Plots;
using NasPipelines.Combinations;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Report;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas report INPUT --with TABLE --truth COLUMN --scores a,b --output FILE.html</c>: a report on estimators as one HTML file.
/// </summary>
internal static class ReportVerb
{
    public const string Name = "report";

    public const string Description = "Write a report on estimators as one HTML file that needs no network.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var truth = new Option<string?>("--truth") { Description = "Column with the true accuracy; required." };
        var scores = OptionRules.Names(
            "--scores", "Score columns, separated by commas; required. params and flops are always in the report.",
            "names of score columns");
        var output = common.Files.Writes(
            new Option<string>("--output") { Description = "File to write: .html.", HelpName = "FILE", Required = true });
        var plots = new Option<string?>("--plots") { Description = "Folder for the plots, each as SVG and as PNG.", HelpName = "FOLDER" };
        var title = new Option<string>("--title")
        {
            Description = "Heading of the report.",
            DefaultValueFactory = _ => new EstimatorReportOptions().Title,
        };
        var seconds = OptionRules.Names(
            "--seconds",
            "Seconds per architecture for the plot of cost, as name=seconds separated by commas; else the means of columns such as "
                + "synflow_seconds.",
            "pairs name=seconds");
        var cost = ParetoOutput.Option("Also show which");
        var resamples = new Option<int>("--resamples")
        {
            Description = "Bootstrap resamples for the intervals.",
            DefaultValueFactory = _ => 200,
        }.Within(10, 1_000_000);
        var missing = OptionRules.Choice("--missing", "What becomes of missing scores", MissingScores.Drop);
        var missingTruth = OptionRules.Choice("--missing-truth", "What becomes of architectures whose truth is missing", MissingTruth.Fail);
        foreach (var option in (Option[])[truth, scores, output, plots, title, seconds, cost, resamples, missing, missingTruth])
        {
            command.Options.Add(option);
        }

        var learning = new LearningArguments(command, "Also show what predictors learned from --scores reach with few labels");
        return command.Does((parsed, cancellation) =>
        {
            string[] learners = learning.Names(parsed) is { Length: > 0 } named ? named
                : learning.IsGiven(parsed) ? [new LearnedCombinationOptions().Learner] : [];
            var path = CheckOutput(parsed.GetRequiredValue(output));
            var nas = Session.Open(terminal);
            var view = further.Load(terminal, nas, parsed, [parsed.GetValue(truth) ?? "", .. parsed.GetValue(scores) ?? []]);
            var label = NumberColumns.Truth(parsed, truth, view);
            var names = parsed.GetValue(scores) is { Length: > 0 } some
                ? some
                : throw new WrongUseException($"--scores is missing: name one or more of {NumberColumns.Of(view)}.");
            var costs = Seconds(parsed.GetValue(seconds) ?? []);
            if (costs.Keys.FirstOrDefault(name => !names.Contains(name) && !NasDataCatalog.IsCost(name)) is { } unknown)
            {
                throw new WrongUseException(
                    $"--seconds: '{unknown}' is none of the scores of the report; they are {string.Join(", ", names)}.");
            }

            cancellation.ThrowIfCancellationRequested();
            LearningCurve[] curves = learners.Length == 0 ? [] : common.Run.Show(
                terminal, parsed, run => learning.Curves(
                    nas, parsed, nas.Data.AddCosts(view, names), label, learning.Features(parsed, names), learners,
                    parsed.GetValue(common.Seed), run),
                cancellation);
            var report = nas.Report(
                view,
                label,
                names,
                new()
                {
                    Title = parsed.GetValue(title)!,
                    MissingScores = parsed.GetValue(missing),
                    MissingTruth = parsed.GetValue(missingTruth),
                    SecondsPerArchitecture = costs,
                    CostColumnName = parsed.GetValue(cost),
                    LearningCurves = curves,
                    Bootstrap = new()
                    {
                        Resamples = parsed.GetValue(resamples),
                        Seed = parsed.GetValue(common.Seed),
                    },
                },
                common.Run.Read(parsed, cancellation));
            report.Save(path);
            if (parsed.GetValue(plots) is { } folder)
            {
                PlotFiles.Save(report, folder, terminal);
            }

            Print(terminal, report, path, parsed.GetValue(common.Json));
        });
    }

    private static string CheckOutput(string path)
    {
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUseException($"--output '{path}': the extension must be .html{Print(path)}.");
        }

        OptionRules.RequireFolder(path);
        return path;
    }

    private static string Print(string path) => path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)
        ? "; the page has a form for printing: open it in a browser and print it to PDF"
        : string.Empty;

    private static Dictionary<string, double> Seconds(string[] pairs)
    {
        Dictionary<string, double> seconds = [];
        foreach (var pair in pairs)
        {
            var at = pair.LastIndexOf('=');
            if (at < 1 || !double.TryParse(
                pair[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture,
                out var value) || !(value > 0) || !double.IsFinite(value))
            {
                throw new WrongUseException(
                    $"--seconds '{pair}': give a score and its positive seconds per architecture, such as synflow=0.4.");
            }

            seconds[pair[..at]] = value;
        }

        return seconds;
    }

    private static void Print(Terminal terminal, EstimatorReport report, string path, bool json)
    {
        var comparison = report.Comparison;
        var evaluation = comparison.Evaluation;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Output = path,
                evaluation.Truth,
                N = evaluation.Rows,
                evaluation.MissingTruth,
                Protocol = ComparisonDocument.Protocol(comparison),
                comparison.Verdict,
                comparison.Baseline,
                comparison.Alerts,
                Comparisons = ComparisonDocument.Comparisons(comparison),
                Scores = evaluation.Select(m => new
                {
                    m.Name,
                    N = m.Count,
                    m.Missing,
                    Kendall = JsonOutput.Number(m.Kendall),
                    Intervals = ComparisonDocument.Intervals(comparison, m.Name),
                    Chance = ComparisonDocument.Chance(comparison, m.Name),
                }),
                Plots = report.Plots.Keys,
            });
            return;
        }

        terminal.Out.WriteLine(WideText.Fit($"{evaluation}", terminal.Width));
        foreach (var alert in comparison.Alerts)
        {
            terminal.Out.WriteLine($"! {alert}");
        }

        terminal.Out.WriteLine($"Verdict: {comparison.Verdict}");
        terminal.Status.WriteLine($"wrote {path}");
    }
}
