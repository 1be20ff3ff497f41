using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.TestKit;

/// <summary>Small made data for fast tests: noise images, networks of a few channels, and views of sampled architectures.</summary>
public static class TinyNetworks
{
    /// <summary>32 images of noise, 3×8×8, ten classes.</summary>
    public static ImageSet Images { get; } = MakeImages();

    /// <summary>Options for networks of 4 channels with a cell per stage, on one thread.</summary>
    /// <param name="space">The search space.</param>
    /// <param name="column">The column of architectures.</param>
    public static ZeroShotOptions Options(SearchSpace space, string column = "Architecture") => new()
    {
        ArchitectureColumnName = column,
        SearchSpace = space,
        Images = Images,
        BatchSize = 8,
        Seed = 20,
        Threads = 1,
        Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
    };

    /// <summary>Writes a supernet of the same size, with untrained weights.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="space">The search space.</param>
    public static string SaveSupernet(string path, SearchSpace space)
    {
        var network = new NetworkOptions { Channels = 4, CellsPerStage = 1, ImageSize = 8, AffineCells = false };
        SupernetModel.Create(space, network, ParameterSource.Seeded(20), new() { Seed = 20 }).Save(path);
        return path;
    }

    /// <summary>Options of one-shot scores on those images, in four batches, on one thread.</summary>
    public static OneShotOptions OneShot { get; } = OneShotOf();

    /// <summary>As <see cref="OneShot"/>, run in a given way.</summary>
    /// <param name="execution">What is run for an architecture.</param>
    /// <param name="column">The column of architectures.</param>
    public static OneShotOptions OneShotOf(SubnetExecution execution = SubnetExecution.Specialised, string column = "Architecture") => new()
    {
        Images = Images,
        BatchSize = 8,
        Threads = 1,
        Device = ExecutionDevice.Cpu,
        Execution = execution,
        ArchitectureColumnName = column,
    };

    /// <summary>A view of sampled architectures with a made-up truth.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="space">The search space.</param>
    /// <param name="count">Number of different encodings.</param>
    /// <param name="repeat">How often each appears.</param>
    public static IDataView View(MLContext ml, SearchSpace space, int count, int repeat = 1)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(space);
        var texts = Enumerable.Repeat(space.Sample(count, 1), repeat).SelectMany(a => a).Select(a => a.Text);
        return ml.Data.LoadFromEnumerable(texts.Select((text, i) => new ArchitectureRow { Architecture = text, Truth = i % 7 }));
    }

    private static ImageSet MakeImages()
    {
        var pixels = new byte[32 * 3 * 8 * 8];
        new Random(5).NextBytes(pixels);
        return ImageSet.Create(pixels, [.. Enumerable.Range(0, 32).Select(i => i % 10)], new ImageShape(3, 8, 8), 10);
    }
}

/// <summary>A row of a view of architectures.</summary>
public sealed class ArchitectureRow
{
    /// <summary>The architecture.</summary>
    public string Architecture { get; set; } = string.Empty;

    /// <summary>Its accuracy.</summary>
    public float Truth { get; set; }
}
