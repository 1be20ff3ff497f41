using NasPipelines.Architectures;
using NasPipelines.Networks;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class ZeroShotEngineTests
{
    private static readonly NetworkOptions Tiny = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 };
    private static readonly ImageBatch Batch = MakeBatch(6);

    [Test]
    public void Measure_500Architectures_LeavesNoTensor()
    {
        using var engine = Engine(ScoredNetwork.Functional, [.. ZeroShotProxies.All]);
        _ = engine.Measure(SearchSpaces.NasBench201.Parse("333333"));
        foreach (var warm in SearchSpaces.NasBench201.Sample(500, 1))
        {
            _ = engine.Measure(warm);
        }

        var before = torch.Tensor.TotalCount;
        foreach (var architecture in SearchSpaces.NasBench201.Sample(500, 1))
        {
            _ = engine.Measure(architecture);
        }

        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    // Functional form: dead edges and zeros folded, equal operations shared. Encoded form: everything is run as written.
    [Test]
    public void Measure_GraphPasses_ChangeNoGradient()
    {
        string[] names = ["grad_norm", "snip", "fisher", "grasp", "synflow", "jacob_cov"];
        using var functional = Engine(ScoredNetwork.Functional, [.. names.Select(ZeroShotProxies.Get)]);
        using var encoded = Engine(ScoredNetwork.Encoded, [.. names.Select(ZeroShotProxies.Get)]);
        foreach (var architecture in SearchSpaces.NasBench201.Sample(60, 5).Where(SearchSpaces.NasBench201.IsConnected).Select(SearchSpaces.NasBench201.Representative))
        {
            var (folded, full) = (functional.Measure(architecture), encoded.Measure(architecture));
            foreach (var proxy in functional.Proxies)
            {
                Assert.That(proxy.Compute(folded).Value, Is.EqualTo(proxy.Compute(full).Value).Within(1e-6).Percent, $"{proxy.Name} of {architecture}");
            }
        }
    }

    [Test]
    public void Measure_ConvolutionsBeforeNormalisation_ObeyScaleInvariance()
    {
        string[] names = ["plain", "grasp", "grad_norm"];
        using var engine = Engine(ScoredNetwork.Functional, [.. names.Select(ZeroShotProxies.Get)]);
        var layers = engine.Measure(SearchSpaces.NasBench201.Parse("333333")).Layers;
        foreach (var layer in layers.Where(l => l.Parameter.Name is not "classifier.weight" && !l.Parameter.Name.Contains("downsample", StringComparison.Ordinal)))
        {
            var squared = Sum(layer.Gradient.Span, layer.Gradient.Span);
            var size = Math.Sqrt(squared * Sum(layer.Weight.Span, layer.Weight.Span));

            // Up to the epsilon of the normalisation, relative to the variance of its input.
            Assert.That(Math.Abs(Sum(layer.Weight.Span, layer.Gradient.Span)), Is.LessThan(1e-3 * size), layer.Parameter.Name);
            Assert.That(-Sum(layer.Weight.Span, layer.HessianGradient.Span), Is.EqualTo(squared).Within(1).Percent, layer.Parameter.Name);
        }
    }

    [Test]
    public void Measure_SynapticFlowOfAChain_GivesEachLayerTheSame()
    {
        using var engine = Engine(ScoredNetwork.Encoded, [ZeroShotProxies.Get("synflow")]);
        var flow = engine.Measure(SearchSpaces.NasBench201.Parse("3n3nn3")).SynapticFlow;
        var chain = flow.Where(l => l.Parameter.Name.StartsWith("cells.0.", StringComparison.Ordinal)).Select(l => l.Flow).ToList();
        var total = flow[^1].Flow;

        Assert.That(chain, Has.Count.EqualTo(3));
        Assert.That(chain, Is.All.EqualTo(total).Within(1e-9).Percent);
    }

    [Test]
    public void Measure_CancelledToken_Throws()
    {
        using var engine = Engine(ScoredNetwork.Functional, [ZeroShotProxies.Get("synflow")]);

        Assert.That(() => engine.Measure(SearchSpaces.NasBench201.Parse("0"), new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    private static ZeroShotEngine Engine(ScoredNetwork form, IReadOnlyList<ZeroShotProxy> proxies) =>
        new(SearchSpaces.NasBench201, proxies, Batch, new ZeroShotEngineOptions { Double = true, Form = form, Network = Tiny, Threads = 1 });

    private static ImageBatch MakeBatch(int samples)
    {
        var pixels = new float[samples * 3 * 8 * 8];
        SeededParameters.FillNormal(pixels, SeededParameters.Stream("images", 1), 1);
        return new(pixels, [.. Enumerable.Range(0, samples)], new FeatureShape(3, 8, 8));
    }

    private static double Sum(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
