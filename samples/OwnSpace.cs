using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Samples;

/// <summary>
/// A search space of your own through the whole pipeline: trains, scores, judges and reports its architectures, saves and loads.
/// </summary>
internal static class OwnSpace
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-space
        var (ml, space) = (new MLContext(seed: 1), new Stacks());
        var nas = ml.Nas();
        foreach (var architecture in space.Sample(count: 3, seed: 1))
        {
            var choices = architecture.Genes.Select((value, gene) => space.GeneName(gene, value));
            output.WriteLine($"{architecture} ({string.Join(", ", choices)}): {space.Cost(architecture).Parameters} parameters");
        }

        // The truth: every architecture trained from scratch.
        var size = new NetworkSize { Channels = 4, Classes = 10, ImageSize = 16 };
        var trainer = new StandaloneTrainer(
            TinyBench.Train.Take(0, 200), TinyBench.Test.Take(0, 100), new() { Network = size, Epochs = 2 });
        var benchmark = Tabulation.Table(space, Tabulation.Run(trainer, [.. space.Enumerate()]), trainer);

        using var scorer = nas.Transforms.ZeroShot(["relu", "synflow"], new() { Network = size }).Fit(benchmark);
        var scored = scorer.Transform(benchmark);
        output.WriteLine(nas.Evaluate(scored, "accuracy", "params", "relu", "synflow"));
        nas.Report(scored, "accuracy", ["relu", "synflow"]).Save(args[0]);
        ml.Model.Save(scorer, benchmark.Schema, args[1]);

        // A file keeps the name of the space: who loads it passes the space.
        using var loaded = (ScoringTransformer)nas.Model.Load(args[1], space);
        output.WriteLine($"relu {string.Join(' ', loaded.Transform(benchmark).GetColumn<double>("relu").Distinct().Order())}");
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
