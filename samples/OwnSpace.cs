using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Samples;

/// <summary>Draws, counts and scores architectures of a search space of your own.</summary>
internal static class OwnSpace
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-space
        var space = new Stacks();
        foreach (var architecture in space.Sample(count: 3, seed: 1))
        {
            var choices = architecture.Genes.Select((value, gene) => space.GeneName(gene, value));
            output.WriteLine($"{architecture} ({string.Join(", ", choices)}): {space.Cost(architecture).Parameters} parameters");
        }

        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.Enumerate(space);
        using var scorer = nas.Transforms.ZeroShot(["params", "relu"], new ZeroShotOptions()).Fit(architectures);
        foreach (var relu in scorer.Transform(architectures).GetColumn<double>("relu").Distinct())
        {
            output.WriteLine($"relu {relu}");
        }
        #endregion
    }
}

#region own-space-definition
/// <summary>Stacks of layers: how many there are, their kernel, and whether a layer adds its input to its output.</summary>
public sealed class Stacks : ProductSpace
{
    public override string Name => "stacks";

    public override IReadOnlyList<GeneChoice> Choices { get; } =
        [new("layers", ["1", "2", "3"]), new("kernel", ["1", "3", "5"]), new("shortcut", ["none", "sum"])];

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        options ??= new NetworkOptions();
        options.Validate();
        var (layers, kernel, adds) = (architecture.Genes[0] + 1, (2 * architecture.Genes[1]) + 1, architecture.Genes[2] == 1);
        var net = new NetworkGraphBuilder(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
        var x = net.EndBlock(Layer(0, "stem", 3));
        for (var i = 0; i < layers * (options.CellsPerStage ?? 1); i++)
        {
            // Equal names share their parameters, so a name tells the kernel.
            var y = Layer(x, $"layers.{i}.conv{kernel}x{kernel}", kernel);
            x = net.EndBlock(adds ? net.Add([x, y], $"layers.{i}.sum") : y);
        }

        return net.Build(net.Linear(net.GlobalAvgPool(x, "head.pool"), "classifier", options.Classes));

        int Layer(int input, string name, int size)
        {
            var y = net.Conv2d(input, name, options.Channels ?? 16, size);
            y = options.Normalisation == NetworkNormalisation.Full ? net.BatchNorm(y, $"{name}.bn", affine: true) : y;
            return net.Relu(y, $"{name}.relu");
        }
    }
}
#endregion
