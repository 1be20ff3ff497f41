using System.CommandLine;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Paths;

namespace NasPipelines.Cli;

/// <summary>The options of supernet training; what is not given stays as the published recipe has it.</summary>
internal sealed class SupernetRecipeOptions
{
    private static readonly SupernetOptions Standard = new();
    private readonly Option<int?> _channels = new Option<int?>("--channels")
    {
        Description = "Channels after the stem; the benchmark's own by default.",
    }.Within(1, 4096);
    private readonly Option<int?> _cells = new Option<int?>("--cells")
    {
        Description = "Cells per stage; the benchmark's own by default.",
    }.Within(1, 64);
    private readonly Option<int> _epochs =
        new Option<int>("--epochs")
        {
            Description = "Passes over the images.",
            DefaultValueFactory = _ => Standard.Epochs,
        }.Within(1, 1_000_000);
    private readonly Option<int> _batch =
        new Option<int>("--batch-size")
        {
            Description = "Images in a mini-batch.",
            DefaultValueFactory = _ => Standard.BatchSize,
        }.Within(2, 65536);
    private readonly Option<int> _paths =
        new Option<int>("--paths")
        {
            Description = "Architectures per step.",
            DefaultValueFactory = _ => Standard.PathsPerStep,
        }.Within(1, 4096);
    private readonly Option<string> _sampler = new Option<string>("--sampler")
    {
        Description = $"How architectures are drawn: {string.Join(", ", PathSamplers.All.Select(s => s.Name))}.",
        DefaultValueFactory = _ => Standard.Sampler.Name,
    }.OneOf([.. PathSamplers.All.Select(s => s.Name)]);
    private readonly Option<double> _rate =
        new("--learning-rate")
        {
            Description = "The learning rate to start from.",
            DefaultValueFactory = _ => Standard.Optimiser.LearningRate,
        };
    private readonly Option<string> _schedule =
        new Option<string>("--schedule")
        {
            Description = "The learning rate over time: plateau, cosine, constant.",
            DefaultValueFactory = _ => "plateau",
        }
            .OneOf("plateau", "cosine", "constant");
    private readonly Option<int> _every =
        new Option<int>("--checkpoint-every")
        {
            Description = "Epochs between checkpoints.",
            DefaultValueFactory = _ => Standard.CheckpointEvery,
        }.Within(1, 1_000_000);
    private readonly Option<int> _keep =
        new Option<int>("--keep-every")
        {
            Description = "Epochs between checkpoints that are kept for good; 0 keeps none.",
            DefaultValueFactory = _ => 0,
        }.Within(0, 1_000_000);
    private readonly Option<string?> _metrics = new("--metrics") { Description = "CSV file with a line per epoch." };

    public SupernetRecipeOptions(Command command, CommonOptions common)
    {
        common.Files.Writes(_metrics);
        foreach (var option in (Option[])[_channels, _cells, _epochs, _batch, _paths, _sampler, _rate, _schedule, _every, _keep, _metrics])
        {
            command.Options.Add(option);
        }
    }

    public SupernetOptions Apply(ParseResult parsed) => new(Standard)
    {
        Network = new(Standard.Network) { Channels = parsed.GetValue(_channels), CellsPerStage = parsed.GetValue(_cells) },
        Epochs = parsed.GetValue(_epochs),
        BatchSize = parsed.GetValue(_batch),
        PathsPerStep = parsed.GetValue(_paths),
        Sampler = PathSamplers.Get(parsed.GetValue(_sampler)!),
        Optimiser = new(Standard.Optimiser) { LearningRate = parsed.GetValue(_rate) },
        Schedule = parsed.GetValue(_schedule)!.ToLowerInvariant() switch
        {
            "cosine" => LearningRateSchedule.Cosine(),
            "constant" => LearningRateSchedule.Constant,
            _ => LearningRateSchedule.Plateau(),
        },
        CheckpointEvery = parsed.GetValue(_every),
        KeepEvery = parsed.GetValue(_keep),
        Metrics = parsed.GetValue(_metrics),
    };
}
