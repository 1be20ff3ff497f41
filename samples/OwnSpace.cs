using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Networks;

namespace NasPipelines.Samples;

/// <summary>Draws architectures from a search space of your own, and counts what they cost.</summary>
internal static class OwnSpace
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-space
        var space = new Stacks();
        foreach (var architecture in space.Sample(count: 3, seed: 1))
        {
            var choices = architecture.Genes.Select((value, gene) => space.GeneName(gene, value));
            var cost = space.Cost(architecture);
            output.WriteLine($"{architecture} ({string.Join(", ", choices)}): {cost.Parameters} parameters, {cost.Macs} multiply-accumulates");
        }

        var view = new MLContext(seed: 1).Nas().Data.Enumerate(space);
        output.WriteLine($"{view.GetRowCount()} architectures of {space.Name}");
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
