using System.CommandLine;
using System.Globalization;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli;

/// <summary>How zero-shot scores are computed: the batch, the untrained weights, the network.</summary>
internal sealed class ProtocolOptions
{
    private static readonly (string Name, Func<ulong, BatchSelection> Make)[] Selections =
        [("first", _ => BatchSelection.First), ("classes", _ => BatchSelection.OnePerClass), ("random", BatchSelection.Random)];

    private readonly Option<int> _size = new Option<int>("--batch-size")
    {
        Description = "Images in the batch.",
        DefaultValueFactory = _ => 64,
    }.Within(2, 4096);
    private readonly Option<int> _batches =
        new Option<int>("--batches") { Description = "Batches; the score is the mean.", DefaultValueFactory = _ => 1 }.Within(1, 4096);

    private readonly Option<string> _selection = new Option<string>("--batch")
    {
        Description = "Which images: the first, classes in turn, or random by --seed: first, classes, random.",
        DefaultValueFactory = _ => "first",
    }.OneOf([.. Selections.Select(s => s.Name)]);

    private readonly Option<ImagePart> _part = OptionRules.Choice("--part", "The part of the images that batches come from", ImagePart.All);
    private readonly Option<bool> _augment = new("--augment") { Description = "Crop and flip the images as in training, by --seed." };
    private readonly Option<string[]> _seeds = OptionRules.Names(
        "--seeds", "Several seeds of untrained weights: mean, deviation and each become columns.", "whole numbers");
    private readonly Option<InitialisationScheme> _scheme =
        OptionRules.Choice("--initialisation", "Distribution of untrained weights", InitialisationScheme.Reference);

    private readonly Option<BatchNormStatistics> _norms = OptionRules.Choice(
        "--norms", "Statistics of batch normalisations", BatchNormStatistics.Batch, BatchNormStatistics.Batch, BatchNormStatistics.Initial);

    private readonly Option<ScoredNetwork> _form = OptionRules.Choice(
        "--form", "The network that stands for an architecture", ScoredNetwork.Functional);
    private readonly Option<bool> _double = new("--double") { Description = "Run networks in float64." };
    private readonly Option<string[]> _compat = OptionRules.Names(
        "--compat", $"Published behaviours to reproduce: {string.Join(", ", Quirks)}.", "names of behaviours");

    private readonly Option<int?> _channels = new Option<int?>("--channels")
    {
        Description = "Channels after the stem; the benchmark's own by default.",
    }.Within(1, 4096);
    private readonly Option<int?> _cells = new Option<int?>("--cells")
    {
        Description = "Cells per stage; the benchmark's own by default.",
    }.Within(1, 64);

    public ProtocolOptions(Command command)
    {
        foreach (var option in (Option[])[
            _size, _batches, _selection, _part, _augment, _seeds, _scheme, _norms, _form, _double, _compat, _channels, _cells])
        {
            command.Options.Add(option);
        }
    }

    private static IEnumerable<string> Quirks =>
        Enum.GetNames<ZeroShotCompat>().Where(n => n != nameof(ZeroShotCompat.None)).Select(n => n.ToLowerInvariant());

    /// <exception cref="WrongUseException">A seed or a behaviour is none.</exception>
    public ZeroShotOptions Read(
        ParseResult parsed, ImageSet? images, long seed, SearchSpace? space, int threads, ScoreJournal? journal, int? imageSize =
            null, ScoringCluster? cluster = null, ExecutionDevice device = ExecutionDevice.Cpu) => new()
    {
        Device = device,
        Cluster = cluster,
        SearchSpace = space,
        Threads = threads,
        Journal = journal,
        Images = images,
        BatchSize = parsed.GetValue(_size),
        Batches = parsed.GetValue(_batches),
        Batch = Selections.First(s => s.Name.Equals(parsed.GetValue(_selection), StringComparison.OrdinalIgnoreCase)).Make((ulong)seed),
        Part = parsed.GetValue(_part),
        Transform = Transform(parsed, seed, images, imageSize),
        Seed = seed,
        Seeds = parsed.GetValue(_seeds) is { Length: > 0 } seeds ? [.. seeds.Select(Seed)] : null,
        Initialisation = parsed.GetValue(_scheme),
        Statistics = parsed.GetValue(_norms),
        Form = parsed.GetValue(_form),
        DoublePrecision = parsed.GetValue(_double),
        Compat = (parsed.GetValue(_compat) ?? []).Aggregate(ZeroShotCompat.None, (all, name) => all | Quirk(name)),
        Network = Network(parsed, images, imageSize),
    };

    private ImageTransform Transform(ParseResult parsed, long seed, ImageSet? images, int? size)
    {
        var resized = images is not null && size is { } wanted && (images.Shape.Height != wanted || images.Shape.Width != wanted);
        return resized && parsed.GetValue(_augment)
            ? throw new WrongUseException("--augment does not go with --image-size, which resizes the images.")
            : resized ? ImageTransform.Resize(size!.Value)
            : parsed.GetValue(_augment) ? ImageTransform.CropAndFlip((ulong)seed) : ImageTransform.None;
    }

    private NetworkSize Network(ParseResult parsed, ImageSet? images, int? imageSize)
    {
        var size = new NetworkSize { Channels = parsed.GetValue(_channels), CellsPerStage = parsed.GetValue(_cells) };
        return images is null
            ? size
            : new(size) { Classes = images.Classes, ImageSize = imageSize ?? images.Shape.Height, ImageChannels = images.Shape.Channels };
    }

    private static long Seed(string text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new WrongUseException($"--seeds: '{text}' is no whole number.");

    private static ZeroShotCompat Quirk(string name) =>
        Quirks.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<ZeroShotCompat>(name, ignoreCase: true)
            : throw new WrongUseException($"--compat: there is no behaviour '{name}'; known: {string.Join(", ", Quirks)}.");
}
