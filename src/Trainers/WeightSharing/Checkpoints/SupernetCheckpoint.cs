using System.Globalization;
using NasPipelines.Files;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Checkpoints;

/// <summary>
/// A supernet's weights with what they were trained on: everything that scoring needs, and what training needs to go on with the same
/// bytes.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class SupernetCheckpoint
{
    private readonly Lazy<string> _sha256;

    internal SupernetCheckpoint(
        SupernetCheckpointHeader header, IReadOnlyDictionary<string, float[]> values, IReadOnlyDictionary<string, float[]> momenta)
    {
        Header = header;
        Values = values;
        Momenta = momenta;
        Normalisation = new(header.Mean, header.Deviation);
        _sha256 = new(() => SupernetCheckpointFile.Hash(this));
    }

    /// <summary>The search space.</summary>
    internal string Space => Header.Space;

    /// <summary>Size and form of the network.</summary>
    internal NetworkOptions Network => Header.Network;

    /// <summary>Epochs of training.</summary>
    public int Epoch => Header.Epochs.Count;

    /// <summary>Every epoch of training.</summary>
    internal IReadOnlyList<SupernetEpoch> Epochs => Header.Epochs;

    /// <summary>The recipe, in a line.</summary>
    internal string Recipe => Header.Recipe;

    /// <summary>The SHA-256 of the images, those kept for measuring included.</summary>
    internal string ImagesSha256 => Header.Images;

    /// <summary>The map from bytes to the network's input.</summary>
    internal ImageNormalisation Normalisation { get; }

    /// <summary>
    /// Values by name: every parameter, and the running statistics of each batch normalisation as <c>NAME.running_mean</c> and
    /// <c>NAME.running_var</c>.
    /// </summary>
    internal IReadOnlyDictionary<string, float[]> Values { get; }

    /// <summary>A SHA-256 over space, network and values: equal texts mean equal scores.</summary>
    public string Identity => _sha256.Value;

    internal SupernetCheckpointHeader Header { get; }

    internal IReadOnlyDictionary<string, float[]> Momenta { get; }

    /// <summary>The file that it was read from, or null.</summary>
    internal string? File { get; init; }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or no checkpoint; the message says where and why.</exception>
    public static SupernetCheckpoint Load(string path) => SupernetCheckpointFile.Read(path);

    /// <summary>Writes the checkpoint under a temporary name, then renames it: a file of this name is always whole.</summary>
    public void Save(string path) => SupernetCheckpointFile.Write(path, this);

    /// <summary>
    /// The supernet as one-shot scores read it: a graph of the whole space with these values, to be saved as <c>.onnx</c>.
    /// </summary>
    /// <param name="space">The search space, where it is one of your own; null takes the listed one.</param>
    /// <exception cref="ArgumentException">The space is another one, or not known.</exception>
    /// <exception cref="NotSupportedException">The space has no such graph.</exception>
    /// <exception cref="InvalidDataException">The file that it was read from lacks values of its network.</exception>
    public SupernetModel ToModel(SearchSpace? space = null)
    {
        var resolved = Resolve(space);
        Require(resolved);
        try
        {
            return SupernetModel.Create(resolved, Network, ParameterSource.Stored(Values, Identity), new()
            {
                Normalisation = Normalisation,
                Training = new Dictionary<string, string>
                {
                    ["epochs"] = Epoch.ToString(CultureInfo.InvariantCulture),
                    ["images_sha256"] = ImagesSha256,
                    ["recipe"] = Recipe,
                },
            });
        }
        catch (InvalidDataException fault) when (File is not null)
        {
            throw new InvalidDataException($"{File}: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// The mean of several checkpoints of a training, value by value, running statistics included: a temporal ensemble (Ning et al. 2021,
    /// section 5.3).
    /// </summary>
    /// <param name="checkpoints">At least one, of the same network; the mean takes the history of the last.</param>
    /// <exception cref="ArgumentException">There is none, or they are of different networks.</exception>
    public static SupernetCheckpoint Average(IReadOnlyList<SupernetCheckpoint> checkpoints)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        var other = checkpoints.FirstOrDefault(c => !IsAlike(c, checkpoints[0]));
        if (checkpoints.Count == 0 || other is not null)
        {
            var files = other is null ? "" : $" {other.File ?? "One"} is of another network than {checkpoints[0].File ?? "the first"}.";
            throw new ArgumentException($"Checkpoints to average must be of one network, and at least one.{files}", nameof(checkpoints));
        }

        var last = checkpoints[^1];
        var values = last.Values.ToDictionary(
            v => v.Key,
            v => Enumerable.Range(0, v.Value.Length).Select(i => (float)checkpoints.Average(c => (double)c.Values[v.Key][i])).ToArray(),
            StringComparer.Ordinal);
        var epochs = string.Join(", ", checkpoints.Select(c => c.Epoch.ToString(CultureInfo.InvariantCulture)));
        return new(last.Header with { Recipe = $"mean of epochs {epochs}; {last.Recipe}" }, values, last.Momenta) { File = last.File };
    }

    private static bool IsAlike(SupernetCheckpoint one, SupernetCheckpoint other) =>
        one.Space == other.Space && one.Network.Equals(other.Network) && one.Values.Count == other.Values.Count
        && one.Values.All(v => other.Values.TryGetValue(v.Key, out var values) && values.Length == v.Value.Length);

    /// <exception cref="InvalidDataException">Values are missing, or have another size than those of the network.</exception>
    private void Require(SearchSpace space)
    {
        if (Normalisation.Mean.Length != Network.ImageChannels)
        {
            throw Damaged($"its normalisation is of {Normalisation.Mean.Length} channels, its network takes images of "
                + $"{Network.ImageChannels}");
        }

        foreach (var parameter in Expected(space))
        {
            var found = Values.GetValueOrDefault(parameter.Name);
            if (found?.Length != parameter.Size)
            {
                throw Damaged($"'{parameter.Name}' must have {parameter.Size} values ({string.Join('×', parameter.Shape)}), "
                    + (found is null ? "it is missing" : $"{found.Length} are there"));
            }
        }
    }

    private IEnumerable<ParameterReference> Expected(SearchSpace space)
    {
        try
        {
            var whole = space.BuildSupernet(Network);
            return whole.Parameters.Concat(whole.Statistics.Where(statistic => Values.ContainsKey(statistic.Name)));
        }
        catch (ArgumentException fault)
        {
            throw Damaged($"it asks for a network that cannot be: {fault.Message}");
        }
    }

    private InvalidDataException Damaged(string fault) => new($"{(File is null ? "The checkpoint" : File)} is damaged: {fault}.");

    private SearchSpace Resolve(SearchSpace? space) =>
        space is null ? SearchSpaces.All.FirstOrDefault(listed => listed.Name == Space)
            ?? throw new ArgumentException($"{File ?? "The checkpoint"}: its search space '{ShownText.Of(Space)}' is none of "
                + $"{string.Join(", ", SearchSpaces.All.Select(listed => listed.Name))}; a space of your own is passed "
                + "as it is.", nameof(space))
        : space.Name == Space ? space
        : throw new ArgumentException($"The checkpoint is of {Space}, not of {space.Name}.", nameof(space));
}
