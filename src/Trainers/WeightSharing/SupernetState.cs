using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.WeightSharing;

/// <summary>The weights and the history of a training, and their file.</summary>
internal sealed class SupernetState : IDisposable
{
    private readonly SupernetOptions _options;
    private readonly SupernetCheckpointHeader _header;
    private readonly List<SupernetEpoch> _epochs = [];

    public SupernetState(
        Supernet supernet, NetworkOptions network, SupernetOptions options, ImageNormalisation normalisation, string imagesSha256,
        string candidates)
    {
        _options = options;
        var recipe = $"{options.Describe()}; {candidates}";
        _header = new(
            supernet.Space.Name, network, recipe, imagesSha256, normalisation.Mean, normalisation.StandardDeviation, [], [], null);
        Normalisation = normalisation;
        Parameters = new FlatParameters(
            supernet.Parameters(network), supernet.Statistics(network), ParameterSource.Seeded(options.Seed, options.Initialisation));
    }

    public FlatParameters Parameters { get; }

    public ImageNormalisation Normalisation { get; }

    public IReadOnlyList<SupernetEpoch> Epochs => _epochs;

    /// <summary>The architectures that pruning has left; null before it.</summary>
    public IReadOnlyList<string>? Kept { get; set; }

    /// <summary>
    /// Takes weights and history from the checkpoint of the options where there is one, weights from the one to start from otherwise.
    /// </summary>
    /// <exception cref="InvalidDataException">It is of another training.</exception>
    public void Resume()
    {
        if (_options.Checkpoint is not { } path || !File.Exists(path))
        {
            if (_options.StartFrom is { } start)
            {
                Require("StartFrom", "search space", start.Space, _header.Space);
                SupernetValues.RestoreValues(Parameters, start, "StartFrom");
            }

            return;
        }

        var checkpoint = SupernetCheckpoint.Load(path);
        Require(path, "search space", checkpoint.Space, _header.Space);
        Require(path, "recipe", checkpoint.Recipe, _header.Recipe);
        Require(path, "images", checkpoint.ImagesSha256, _header.Images);
        SupernetValues.Restore(Parameters, checkpoint, path);
        _epochs.AddRange(checkpoint.Epochs);
        Kept = checkpoint.Header.Kept;
    }

    /// <summary>Adds an epoch, and writes the checkpoint where one is due.</summary>
    public void Finish(SupernetEpoch epoch)
    {
        _epochs.Add(epoch);
        if (_options.Checkpoint is not { } path)
        {
            return;
        }

        var due = epoch.Epoch % _options.CheckpointEvery == 0 || epoch.Epoch == _options.Epochs;
        var kept = _options.KeepEvery > 0 && epoch.Epoch % _options.KeepEvery == 0;
        if (due || kept)
        {
            var checkpoint = Checkpoint();
            if (kept)
            {
                checkpoint.Save($"{path}.{epoch.Epoch:d4}");
            }

            checkpoint.Save(path);
        }
    }

    public SupernetCheckpoint Checkpoint() => SupernetValues.Save(Parameters, _header with { Epochs = [.. _epochs], Kept = Kept });

    public void Dispose() => Parameters.Dispose();

    private static void Require(string path, string what, string found, string expected)
    {
        if (found != expected)
        {
            throw new InvalidDataException(
                $"{path} is the checkpoint of another training: its {what} is '{found}', expected '{expected}'. Give another file.");
        }
    }
}
