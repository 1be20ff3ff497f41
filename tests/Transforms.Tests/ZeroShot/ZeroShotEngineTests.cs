using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class ZeroShotEngineTests
{
    private static readonly NetworkSize Tiny = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 };
    private static readonly ImageBatch Batch = MakeBatch(6);

    // What is converted must be held while libtorch reads it, whether or not the caller has a scope: the collector frees what nobody holds.
    [Test]
    public void Images_OutsideOfAScope_MakeOneTensor()
    {
        var batch = new ImageBatch(new float[12], [0], new(3, 2, 2));
        using var context = new TorchContext(ParameterSource.Seeded(), torch.ScalarType.Float64);
        var before = LiveTensors.Count();
        using var images = batch.Images(context);

        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before + 1));
        Assert.That(images.dtype, Is.EqualTo(torch.ScalarType.Float64));
    }

    // Another device than the CPU that every libtorch has; networks do not run there.
    [Test]
    public void Contexts_OfADevice_MakeTheirTensorsThere()
    {
        NasRuntime.Load();
        using var scope = torch.NewDisposeScope();
        var options = new ZeroShotEngineOptions { Device = new(DeviceType.META) };
        using var contexts = new ZeroShotContexts(options, ParameterSource.Seeded());
        TypedParameters[] all = [contexts.Scored, contexts.Flow, contexts.Gaussian, contexts.Blocks, contexts.Small, contexts.Large];
        var layers = SearchSpaces.NasBench201.BuildNetwork(SearchSpaces.NasBench201.Parse("333333"), new(Tiny)).Parameters;
        foreach (var context in all)
        {
            Assert.That(
                layers.Select(context.Part).Append(Batch.Images(context)).Append(Batch.Classes(context))
                    .Append(context.Constant(1, 3, context.Type)).Select(t => t.device_type),
                Is.All.EqualTo(DeviceType.META));
            Assert.That(layers.Where(p => p.Role == ParameterRole.ConvolutionWeight).Select(context.Part).All(t => t.requires_grad),
                Is.EqualTo(context is TorchContext));
        }
    }

    [Test]
    public void Measure_ManyArchitectures_LeavesNoTensor()
    {
        using var engine = Engine(ScoredNetwork.Functional, [.. ZeroShotProxies.All]);
        _ = engine.Measure(SearchSpaces.NasBench201.Parse("333333"));
        foreach (var warm in SearchSpaces.NasBench201.Sample(20, 1))
        {
            _ = engine.Measure(warm);
        }

        var before = LiveTensors.Count();
        foreach (var architecture in SearchSpaces.NasBench201.Sample(20, 1))
        {
            _ = engine.Measure(architecture);
        }

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    // Of a cell without a path to its output nothing is run that has a ReLU, however many images there are.
    [TestCase("333nnn", 3, ReluLogDet.NoRelu)]
    [TestCase("333333", 2, "the batch has fewer than three images")]
    public void Score_WithoutDistances_SaysWhatLacks(string text, int images, string reason)
    {
        using var engine = new ZeroShotEngine(SearchSpaces.NasBench201, [new Rbflex()], MakeBatch(images), new() { Network = Tiny });

        Assert.That(engine.Proxies[0].Compute(engine.Measure(SearchSpaces.NasBench201.Parse(text))).Reason, Is.EqualTo(reason));
    }

    // Functional form: dead edges and zeros folded, equal operations shared. Encoded form: everything is run as written.
    [Test]
    public void Measure_GraphPasses_ChangeNoGradient()
    {
        string[] names = ["grad_norm", "snip", "fisher", "grasp", "synflow", "jacob_cov"];
        using var functional = Engine(ScoredNetwork.Functional, [.. names.Select(ZeroShotProxies.Get)]);
        using var encoded = Engine(ScoredNetwork.Encoded, [.. names.Select(ZeroShotProxies.Get)]);
        foreach (var architecture in SearchSpaces.NasBench201.Sample(60, 5).Where(SearchSpaces.NasBench201.IsConnected).Select(
            SearchSpaces.NasBench201.Representative))
        {
            var (folded, full) = (functional.Measure(architecture), encoded.Measure(architecture));
            foreach (var proxy in functional.Proxies)
            {
                Assert.That(
                    proxy.Compute(folded).Value, Is.EqualTo(proxy.Compute(full).Value).Within(1e-6).Percent,
                    $"{proxy.Name} of {architecture}");
            }
        }
    }

    // A layer before a normalisation is invariant to the scale of its weight, up to the normalisation's epsilon relative to the variance of
    // its input.
    [TestCase("333333")]
    [TestCase("s13p31")]
    [TestCase("1n1s3p")]
    public void Measure_Layers_ObeyScaleInvarianceWhereTheyAreNormalised(string text)
    {
        string[] names = ["plain", "grasp", "grad_norm"];
        using var engine = Engine(ScoredNetwork.Functional, [.. names.Select(ZeroShotProxies.Get)]);
        foreach (var layer in engine.Measure(SearchSpaces.NasBench201.Parse(text)).Layers)
        {
            var squared = Sum(layer.Gradient.Span, layer.Gradient.Span);
            var plain = Math.Abs(
                Sum(layer.Weight.Span, layer.Gradient.Span)) / Math.Sqrt(squared * Sum(layer.Weight.Span, layer.Weight.Span));
            var grasp = -Sum(layer.Weight.Span, layer.HessianGradient.Span) / squared;
            var normalised = layer.Parameter.Name is not "classifier.weight"
                && !layer.Parameter.Name.Contains("downsample", StringComparison.Ordinal);

            Assert.That(plain < 1e-3, Is.EqualTo(normalised), $"plain of {layer.Parameter.Name}: {plain}");
            Assert.That(Math.Abs(grasp - 1) < 0.01, Is.EqualTo(normalised), $"grasp of {layer.Parameter.Name}: {grasp}");
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

        Assert.That(
            () => engine.Measure(SearchSpaces.NasBench201.Parse("0"), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static ZeroShotEngine Engine(ScoredNetwork form, IReadOnlyList<ZeroShotProxy> proxies) =>
        new(SearchSpaces.NasBench201, proxies, Batch,
            new ZeroShotEngineOptions { Double = true, Form = form, Network = Tiny, Threads = 1 });

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
