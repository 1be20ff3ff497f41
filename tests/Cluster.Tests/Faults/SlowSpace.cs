using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>Five layers, each a convolution or nothing. In the processes of silos, networks take a while that costs no core.</summary>
internal sealed class SlowSpace : ProductSpace
{
    private const int Layers = 5;
    private const int Channels = 4;

    private static readonly string[] Kinds = ["skip", "conv1", "conv3"];

    /// <summary>How long a network takes to be built in this process.</summary>
    public static TimeSpan Delay { get; set; }

    public override string Name => "slow";

    public override IReadOnlyList<GeneChoice> Choices { get; } =
        [.. Enumerable.Range(0, Layers).Select(layer => new GeneChoice($"layer{layer}", Kinds))];

    public override IReadOnlyList<string> Operations => Kinds;

    public override string GeneName(int gene, int value) => Kinds[value];

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        Thread.Sleep(Delay);
        options ??= new();
        var net = new NetworkGraphBuilder(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));
        var x = net.Relu(net.Conv2d(0, "stem", Channels, 3), "stem.relu");
        for (var layer = 0; layer < Layers; layer++)
        {
            var (kind, name) = (architecture.Genes[layer], $"layers.{layer}.{Kinds[architecture.Genes[layer]]}");
            x = kind == 0 ? x : net.Relu(net.Conv2d(x, name, Channels, (2 * kind) - 1), $"{name}.relu");
        }

        return net.Build(net.Linear(net.GlobalAvgPool(x, "pool"), "classifier", options.Classes));
    }
}
