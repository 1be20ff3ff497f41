using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using NasPipelines.Numerics;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetStepTests
{
    private static readonly SgdOptions Plain = new() { Momentum = 0.9, WeightDecay = 0.01, ClipNorm = null };

    // Each with weights of one, two and three of the paths.
    private static readonly Dictionary<string, string[]> Written = new()
    {
        ["nasbench201"] = ["3nn3n3", "33s1n3", "n3p1ps"],
        ["nds-resnet"] = ["d1-1-1/w16-64-256", "d2-1-3/w24-24-40", "d1-3-3/w256-16-80"],
        ["nds-resnext-a"] =
            ["d1-1-1/w16-64-256/b0.5-1-0.25/g2-4-1", "d2-1-4/w32-32-16/b1-1-0.5/g4-1-2", "d1-2-4/w256-16-64/b0.25-0.5-1/g1-2-4"],
    };

    public static IEnumerable<TestCaseData> Paths() => Supernets.All.Select(s => new TestCaseData(
        s, Written.TryGetValue(s.Space.Name, out var texts)
            ? [.. texts.Select(s.Space.Parse)]
            : s.Space.Sample(3, 2)).SetArgDisplayNames(s.Space.Name));

    [TestCaseSource(nameof(Paths))]
    public void Take_ThreePaths_MovesByMeanOverThePathsThatContainAParameter(Supernet supernet, IReadOnlyList<Architecture> paths)
    {
        using var scope = NewDisposeScope();
        using var parameters = Weights(supernet);
        var (images, labels) = Batch();

        // By hand: each path's gradient from the engine of the zero-shot estimators, summed and divided by the number of paths that contain
        // the weight.
        var sums = new Dictionary<string, (float[] Sum, int Paths)>();
        using var context = new TorchContext(ParameterSource.Seeded(7), ScalarType.Float32);
        foreach (var path in paths)
        {
            var graph = GraphPasses.RemoveDeadNodes(
                supernet.Space.BuildSubnet(path, new NetworkOptions(Network(supernet)) { DropDeadEdges = true }));
            var weights = graph.Parameters.Where(IsWeight).ToList();
            var loss = F.cross_entropy(TorchNetwork.Run(graph, images, context).Logits, labels);
            var gradients = autograd.grad([loss], weights.ConvertAll(context.Parameter), null, false, false, true);
            for (var i = 0; i < weights.Count; i++)
            {
                var gradient = gradients[i].reshape(-1).data<float>().ToArray();
                var (sum, count) = sums.GetValueOrDefault(weights[i].Name, (new float[gradient.Length], 0));
                sums[weights[i].Name] = ([.. sum.Zip(gradient, (a, b) => a + b)], count + 1);
            }
        }

        var random = RandomStreams.From(0);
        Steps(supernet, parameters, UnusedWeights.Freeze).Take(images, labels, paths, 0.1, ref random);

        Assert.That(sums.Values.Select(s => s.Paths).Distinct(), Is.EquivalentTo(new[] { 1, 2, 3 }));
        foreach (var slot in parameters.Slots.Where(s => IsWeight(s.Reference)))
        {
            var before = ParameterSource.Seeded(7).Values(slot.Reference);
            var expected = sums.TryGetValue(slot.Reference.Name, out var s)
                ? before.Zip(s.Sum, (w, g) => w - (0.1f * ((g / s.Paths) + (0.01f * w))))
                : before;
            Assert.That(parameters.Values(slot).ToArray(), Is.EqualTo(expected).Within(2e-5f), slot.Reference.Name);
        }
    }

    [TestCase(UnusedWeights.Freeze)]
    [TestCase(UnusedWeights.Move)]
    public void Take_PathWithoutAWeight_TreatsItAsTheOptionSays(UnusedWeights unused)
    {
        using var scope = NewDisposeScope();
        using var parameters = Weights(Small.Supernet);
        var (images, labels) = Batch();
        var steps = Steps(Small.Supernet, parameters, unused);
        var random = RandomStreams.From(0);
        var used = parameters.Slots.Single(s => s.Reference.Name == "cells.0.edge.0-3.nor_conv_3x3.weight");
        var never = parameters.Slots.Single(s => s.Reference.Name == "cells.0.edge.0-3.nor_conv_1x1.weight");
        var neverBefore = parameters.Values(never).ToArray();
        steps.Take(images, labels, [Small.Parse("nnn3nn")], 0.1, ref random);
        var (before, momenta) = (parameters.Values(used).ToArray(), parameters.Momenta(used).ToArray());

        steps.Take(images, labels, [Small.Parse("nnnsnn")], 0.1, ref random);

        var expected = unused == UnusedWeights.Freeze ? before : before.Zip(momenta, (w, m) => w - (0.1f * ((0.9f * m) + (0.01f * w))));
        Assert.Multiple(() =>
        {
            Assert.That(parameters.Values(used).ToArray(), Is.EqualTo(expected).Within(1e-6f));
            Assert.That(parameters.Values(never).ToArray(), Is.EqualTo(neverBefore), "a weight that no gradient has reached stays");
        });
    }

    private static bool IsWeight(ParameterReference p) => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight;

    // Blocks enough for a choice of depth.
    private static NetworkOptions Network(Supernet supernet) =>
        supernet.Space.Name.StartsWith("nds-", StringComparison.Ordinal) ? new(Small.Network) { CellsPerStage = 3 } : Small.Network;

    private static FlatParameters Weights(Supernet supernet) =>
        new(supernet.Parameters(Network(supernet)), supernet.Statistics(Network(supernet)), ParameterSource.Seeded(7));

    private static SupernetSteps Steps(Supernet supernet, FlatParameters parameters, UnusedWeights unused) =>
        new(supernet, Network(supernet), parameters, Plain, dropout: 0, unused);

    private static (Tensor Images, Tensor Labels) Batch()
    {
        var images = Small.Images(8);
        int[] all = [.. Enumerable.Range(0, 8)];
        return (tensor(images.ToBatch(all, ImageForm.NormalisationOf(images))).reshape(8, 3, 8, 8), tensor(images.ToLabels(all)));
    }
}
