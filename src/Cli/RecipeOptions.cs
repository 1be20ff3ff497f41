using System.CommandLine;
using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Cli;

/// <summary>The options of stand-alone training; what is not given stays as the recipe has it.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<int?> _channels = new Option<int?>("--channels") { Description = "Channels after the stem." }.Within(1, 4096);
    private readonly Option<int?> _cells = new Option<int?>("--cells") { Description = "Cells per stage." }.Within(1, 64);
    private readonly Option<int?> _epochs = new Option<int?>("--epochs") { Description = "Passes over the images." }.Within(1, 1_000_000);
    private readonly Option<int?> _batch = new Option<int?>("--batch-size") { Description = "Images in a mini-batch." }.Within(2, 65536);
    private readonly Option<double?> _rate = new("--learning-rate") { Description = "The learning rate to start from." };

    public RecipeOptions(Command command)
    {
        foreach (var option in (Option[])[_channels, _cells, _epochs, _batch, _rate])
        {
            command.Options.Add(option);
        }
    }

    public StandaloneOptions Apply(ParseResult parsed, StandaloneOptions standard) => new(standard)
    {
        Network = new(standard.Network)
        {
            Channels = parsed.GetValue(_channels) ?? standard.Network.Channels,
            CellsPerStage = parsed.GetValue(_cells) ?? standard.Network.CellsPerStage,
        },
        Epochs = parsed.GetValue(_epochs) ?? standard.Epochs,
        BatchSize = parsed.GetValue(_batch) ?? standard.BatchSize,
        Optimiser = new(standard.Optimiser) { LearningRate = parsed.GetValue(_rate) ?? standard.Optimiser.LearningRate },
    };
}
