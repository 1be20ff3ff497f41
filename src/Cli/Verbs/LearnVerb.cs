using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Combinations;
using NasPipelines.Files;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas learn INPUT --truth COLUMN --scores a,b --graph-features --output predictor.zip</c>: learns to predict the truth of architectures
/// from those that have one.
/// </summary>
internal static class LearnVerb
{
    public const string Name = "learn";

    public const string Description =
        "Learn to predict the truth from scores and cells: print what how many labels reach, or write a predictor for nas predict.";

    /// <summary>The column that a predictor adds.</summary>
    public const string Predicted = "predicted";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var truth = new Option<string?>("--truth")
        {
            Description = "Column with the true accuracy, empty where an architecture has none; required.",
        };
        var scores = OptionRules.Names("--scores", "Score columns to learn from, separated by commas.", "names of score columns");
        var output = common.Files.Writes(new Option<string?>("--output")
        {
            Description = "Predictor to write, learned from every architecture with a truth: .zip. The curve is then left out, unless "
                + "--labels or --repetitions ask for it.",
            HelpName = "FILE",
        });
        foreach (var option in (Option[])[truth, scores, output])
        {
            command.Options.Add(option);
        }

        var learning = new LearningArguments(command, "How the predictor is made; FastTree where left out");
        return command.Does((parsed, cancellation) =>
        {
            string[] names = parsed.GetValue(scores) ?? [], features = learning.Features(parsed, names);
            string[] learners = learning.Names(parsed) is { Length: > 0 } named ? named : [new LearnedCombinationOptions().Learner];
            var path = parsed.GetValue(output) is { } file ? Checked(file, learners, learning.LearnerFlag) : null;
            var context = Session.Context(terminal);
            var nas = context.Nas();
            var view = further.Load(terminal, nas, parsed, [parsed.GetValue(truth) ?? "", .. names]);
            var label = NumberColumns.Truth(parsed, truth, view);
            NumberColumns.Require(truth, label, view);
            Array.ForEach(names, name => NumberColumns.Require(scores, name, view));
            var seed = parsed.GetValue(common.Seed);
            LearningCurve[] curves = path is null || learning.AsksForCurve(parsed)
                ? common.Run.Show(
                    terminal, parsed, run => learning.Curves(nas, parsed, view, label, features, learners, seed, run), cancellation)
                : [];
            cancellation.ThrowIfCancellationRequested();
            if (path is not null)
            {
                Save(context, Predictor(nas, parsed, learning, label, features, learners[0], seed), view, [label, .. names], path);
            }

            Print(terminal, curves, path, parsed.GetValue(common.Json));
        });
    }

    private static string Checked(string path, string[] learners, string flag)
    {
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUseException($"--output '{path}': the extension must be .zip.");
        }

        OptionRules.RequireFolder(path);
        return learners.Length == 1 ? path : throw new WrongUseException(
            $"{flag}: a predictor has one learner (were {string.Join(", ", learners)}); name one, or leave --output out to compare them.");
    }

    private static IEstimator<ITransformer> Predictor(
        NasCatalog nas, ParseResult parsed, LearningArguments learning, string truth, string[] features, string learner, long seed)
    {
        var learned = nas.Transforms.LearnCombination(Predicted, truth, features, new() { Learner = learner, Seed = seed });
        return learning.GraphStage(nas, parsed) is { } graph ? graph.Append(learned) : learned;
    }

    // The file says which columns it was made for: those that it reads, and no others of the table.
    private static void Save(MLContext context, IEstimator<ITransformer> predictor, IDataView view, string[] columns, string path)
    {
        string[] architecture = view.Schema.GetColumnOrNull(ArchitectureName) is null ? [] : [ArchitectureName];
        var used = context.Transforms.SelectColumns([.. architecture, .. columns]).Fit(view).Transform(view);
        var fitted = predictor.Fit(used);
        var read = context.Transforms.DropColumns(columns[0]).Fit(used).GetOutputSchema(used.Schema);
        var dropped = fitted.GetOutputSchema(used.Schema).GetColumnOrNull(LearningArguments.GraphColumn) is null
            ? fitted
            : new Microsoft.ML.Data.TransformerChain<ITransformer>(
                fitted, context.Transforms.DropColumns(LearningArguments.GraphColumn).Fit(fitted.Transform(used)));
        OutputFile.WriteWhole(path, stream => context.Model.Save(dropped, read, stream));
    }

    private const string ArchitectureName = "Architecture";

    private static void Print(Terminal terminal, LearningCurve[] curves, string? path, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Output = path,
                Curves = curves.Select(curve => new
                {
                    curve.Learner,
                    Features = curve.FeatureColumns,
                    curve.Repetitions,
                    Points = curve.Points.Select(p => new
                    {
                        p.Labels,
                        Kendall = JsonOutput.Number(p.Kendall.Value),
                        p.Kendall.Lower,
                        p.Kendall.Upper,
                        Settings = $"{p.Chosen}",
                    }),
                    Importance = curve.Importance.Select(f => new { Feature = f.Key, Share = f.Value }),
                }),
            });
            return;
        }

        foreach (var curve in curves)
        {
            terminal.Out.WriteLine(WideText.Fit($"{curve}", terminal.Width));
        }

        if (path is not null)
        {
            terminal.Status.WriteLine($"wrote {path}");
        }
    }
}
