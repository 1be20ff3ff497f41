using System.CommandLine;
using System.Diagnostics;
using NasPipelines.Scoring;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas train --space SPACE --images PATH --output FILE</c>: trains a supernet.</summary>
internal static class TrainVerb
{
    public const string Name = "train";

    public const string Description = "Train the shared weights of a search space; stopped training goes on from its checkpoint.";

    private const string Extension = ".supernet";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var space = common.Files.Reads(SpaceNames.Required());
        var images = TrainingImages.Option(common);
        var recipe = new SupernetRecipeOptions(command, common);
        var output = SupernetFile(
            common,
            $"Supernet to write, .onnx; the checkpoint that training goes on from lies beside it, with the extension {Extension}.");
        foreach (var option in (Option[])[space, images, output])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var path = CheckSupernetFile(parsed.GetRequiredValue(output));
            var checkpoint = Path.ChangeExtension(path, Extension);
            var supernet = Supernets.Of(common.Spaces.Get(space.Name, parsed.GetRequiredValue(space)));
            var standard = new SupernetOptions(recipe.Apply(parsed)) { Checkpoint = checkpoint };
            standard.Validate();
            var (set, normalisation, augmentation) = TrainingImages.Load(parsed.GetRequiredValue(images));
            var options = new SupernetOptions(standard)
            {
                Normalisation = normalisation,
                Augmentation = augmentation,
                Seed = parsed.GetValue(common.Seed),
            };
            var run = common.Run.ReadSingle(parsed, cancellation, new Lines(terminal.Progress));
            var watch = Stopwatch.StartNew();
            var trained = Resumable.Run(() => new SupernetTrainer(supernet, set, options).Train(run: run), checkpoint);
            trained.ToModel(supernet.Space).Save(path);
            Print(terminal, new Summary(trained.Epoch, watch.Elapsed.TotalSeconds, checkpoint, path), parsed.GetValue(common.Json));
        });
    }

    /// <summary>The option of a supernet to write.</summary>
    public static Option<string> SupernetFile(CommonOptions common, string description) => common.Files.Writes(
        new Option<string>("--output") { Description = description, HelpName = "FILE", Required = true },
        path => [Path.ChangeExtension(path, Extension)]);

    /// <summary>The full path of a supernet to write, checked before any work is done for it.</summary>
    public static string CheckSupernetFile(string output)
    {
        var path = Path.GetFullPath(output);
        OptionRules.RequireFolder(path);
        return path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? path
            : throw new WrongUseException($"--output '{path}': a supernet's extension is .onnx.");
    }

    private static void Print(Terminal terminal, Summary summary, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, summary);
            return;
        }

        terminal.Status.WriteLine($"{summary.Epochs} epochs in {summary.Seconds:F1} s; wrote {summary.Onnx}");
    }

    private sealed record Summary(int Epochs, double Seconds, string Checkpoint, string Onnx);

    // A line per epoch: training is long, and its log is read from a file.
    private sealed class Lines(TextWriter error) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) =>
            error.WriteLine($"epoch {value.Done}/{value.Total}: {value.Message}, {value.Remaining:d\\.hh\\:mm\\:ss} left");
    }
}
