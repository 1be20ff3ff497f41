using System.CommandLine;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas average CHECKPOINT … --output FILE.onnx</c>: the mean of checkpoints as a supernet, or one checkpoint as it is.
/// </summary>
internal static class AverageVerb
{
    public const string Name = "average";

    public const string Description = "Write the mean of checkpoints of a training, or a single checkpoint, as a supernet.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var sources = common.Files.Reads(new Argument<string[]>("CHECKPOINT")
        {
            Description = "Checkpoints of nas train (.supernet, .supernet.0010 …).",
            Arity = ArgumentArity.OneOrMore,
        });
        var output = TrainVerb.SupernetFile(common, "Supernet to write, .onnx.");
        var space = common.Files.Reads(SpaceNames.Own());
        command.Arguments.Add(sources);
        command.Options.Add(space);
        command.Options.Add(output);
        return command.Does((parsed, cancellation) =>
        {
            var path = TrainVerb.CheckSupernetFile(parsed.GetRequiredValue(output));
            var files = parsed.Existing(sources);
            var own = common.Spaces.Get(parsed, space);

            List<SupernetCheckpoint> checkpoints = [.. files.Select(SupernetCheckpoint.Load)];
            cancellation.ThrowIfCancellationRequested();
            (checkpoints is [var only] ? only : SupernetCheckpoint.Average(checkpoints)).ToModel(own).Save(path);
            int[] epochs = [.. checkpoints.Select(c => c.Epoch)];
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, new { Epochs = epochs, Onnx = path });
            }
            else
            {
                terminal.Status.WriteLine($"epochs {string.Join(", ", epochs)}; wrote {path}");
            }
        });
    }
}
