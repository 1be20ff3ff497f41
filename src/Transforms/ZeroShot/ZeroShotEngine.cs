using System.Diagnostics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Measures architectures for a set of proxies in as few passes as their needs allow, and applies the proxies to what was measured.
/// Parameters are generated once per name and shared by all architectures.
/// </summary>
/// <threadsafety>Architectures may be measured on several threads at a time.</threadsafety>
internal sealed class ZeroShotEngine : IDisposable
{
    /// <summary>What cannot be measured without images.</summary>
    public const ZeroShotNeeds OfImages = (LossPass.Serves & ~ZeroShotNeeds.Weights) | HalfBatchPass.Serves | TangentKernelPass.Serves
        | ConstantWeightsPass.Serves | ImageDistancesPass.Serves | ReluCorrelationPass.Serves | GradientSignPass.Serves
        | SingularRatiosPass.Serves;

    private readonly NetworkForms _forms;
    private readonly IReadOnlyList<ImageBatch> _batches;
    private readonly ZeroShotEngineOptions _options;
    private readonly ZeroShotNeeds _needs;
    private readonly SearchSpace _space;
    private readonly ZeroShotContexts _shared;

    public ZeroShotEngine(SearchSpace space, IReadOnlyList<ZeroShotProxy> proxies, ImageBatch? batch, ZeroShotEngineOptions options)
        : this(space, proxies, batch is null ? [] : [batch], options)
    {
    }

    public ZeroShotEngine(
        SearchSpace space, IReadOnlyList<ZeroShotProxy> proxies, IReadOnlyList<ImageBatch> batches, ZeroShotEngineOptions options)
    {
        Proxies = proxies;
        _batches = batches;
        _options = options;
        _forms = new NetworkForms(space, options.Network, options.Form);
        _needs = proxies.Aggregate(ZeroShotNeeds.None, (all, p) => all | p.Needs);
        if (batches.Count == 0 && NeedsImages(proxies) is { Count: > 0 } wanting)
        {
            throw new ArgumentException(
                $"{string.Join(", ", wanting)}: these proxies need images; set the option Images.", nameof(batches));
        }

        _space = space;
        _shared = new(options, ParameterSource.Seeded(options.Seed, options.Initialisation));
    }

    public IReadOnlyList<ZeroShotProxy> Proxies { get; }

    /// <summary>The names of those proxies that cannot be computed without images.</summary>
    public static IReadOnlyList<string> NeedsImages(IEnumerable<ZeroShotProxy> proxies) =>
        [.. proxies.Where(p => p.NeedsImages).Select(p => p.Name)];

    /// <summary>What the passes of an architecture depend on: architectures of one key are measured once.</summary>
    public string KeyOf(Architecture architecture) => _forms.KeyOf(architecture);

    /// <summary>Everything the proxies need of an architecture, on the first batch.</summary>
    public ZeroShotObservations Measure(Architecture architecture, CancellationToken cancellation = default) =>
        Measure(architecture, 0, _needs, new ScoringContext(_options.Threads, cancellation));

    /// <summary>The values of all proxies: means over the batches, weighted by their images.</summary>
    public ScoreRow Score(Architecture architecture, ScoringContext context)
    {
        List<ScoreValue>[] values = [.. Proxies.Select(_ => new List<ScoreValue>())];
        var seconds = new double[Proxies.Count];
        for (var batch = 0; batch < Math.Max(1, _batches.Count); batch++)
        {
            // What is not measured on images is the same for all batches.
            var observations = Measure(architecture, batch, batch == 0 ? _needs : _needs & (OfImages | ZeroShotNeeds.Weights), context);
            for (var i = 0; i < Proxies.Count; i++)
            {
                if (batch == 0 || Proxies[i].NeedsImages)
                {
                    values[i].Add(Compute(Proxies[i], architecture, observations));
                    seconds[i] += observations.Seconds.Of(Proxies[i].Needs);
                }
            }
        }

        double[] weights = [.. _batches.Select(b => _options.Compat.HasFlag(ZeroShotCompat.LastBatchCountsFully) ? 1.0 : b.Samples)];
        return new(values.Select(v => ProxyStatistics.Mean(v, weights, i => $"batch {i + 1}")), seconds);
    }

    private ZeroShotObservations Measure(Architecture architecture, int number, ZeroShotNeeds needs, ScoringContext context)
    {
        using var isolated = NasRuntime.Isolate(context.Threads);
        var clock = Stopwatch.GetTimestamp();
        var batch = number < _batches.Count ? _batches[number] : new ImageBatch([], [], default);
        var network = _forms.Layers(architecture);
        if (_options.Compat.HasFlag(ZeroShotCompat.ReluBeforeConvolutionCountsTwice))
        {
            network = NetworkForms.CountingBlocks(network);
        }

        if (batch.Samples > 0 && (needs & OfImages) != 0 && !batch.Shape.Equals(network.Nodes[0].Shape))
        {
            throw new ScoringException(
                $"the network takes images of {network.Nodes[0].Shape}, the batch has {batch.Shape}: load it with an image size of "
                + $"{batch.Shape.Height}, or give images of its size");
        }

        var classes = network.Nodes[network.Output].Shape.Size;
        if ((needs & OfImages) != 0 && Array.Find(batch.Labels, l => l >= classes) is > 0 and var label)
        {
            throw new ScoringException($"the network has {classes} classes, and a label is {label}: give images of its classes");
        }

        using var own = _space.SharesParameters ? null : Own(architecture, network);
        var contexts = own ?? _shared;
        var observations = Cost(architecture, network);
        var layers = Layers(network);
        var executable = new Lazy<NetworkGraph>(() => _forms.Executable(network));
        var seconds = Lap();
        var passes = new List<(ZeroShotNeeds, double)>();
        var failures = new List<(ZeroShotNeeds, string)>();
        Pass(LossPass.Serves, o => new LossPass(contexts.Scored, batch, needs, _options.Compat).Run(executable.Value, layers, o));
        Pass(ZeroShotNeeds.SynapticFlow, o =>
        {
            var bare = _options.Compat.HasFlag(ZeroShotCompat.SynflowKeepsReductionNorms)
                ? NetworkNormalisation.NoneAsPublished
                : NetworkNormalisation.None;
            return o.With(o => o.SynapticFlow = Flow(architecture, bare, layers, contexts.Flow));
        });
        Pass(ZeroShotNeeds.SynapticFlowNormalised,
            o => o.With(o => o.SynapticFlowNormalised = Flow(architecture, NetworkNormalisation.Full, layers, contexts.Flow)));
        Pass(HalfBatchPass.Serves,
            o => o.With(o => o.HalfBatchGradients = HalfBatchPass.Run(executable.Value, layers, batch, contexts.Scored)));
        Pass(GaussianPass.Serves, o => GaussianPass.Run(executable.Value, _options.Seed, contexts.Gaussian, o));
        Pass(FeatureCorrelationPass.Serves, o =>
        {
            var large = _forms.Executable(_forms.Layers(architecture, imageSize: FeatureCorrelationPass.ImageSize));
            return o.With(o => o.LeastChannelEigenvalues = FeatureCorrelationPass.Run(large, _options.Seed, contexts.Scored));
        });
        Pass(TangentKernelPass.Serves, o => o.With(o =>
        {
            o.Samples = batch.Samples;
            o.TangentKernel = TangentKernelPass.Run(executable.Value, layers, batch, contexts.Scored);
        }));
        Pass(BlockPass.Serves, o => BlockPass.Run(_forms.Layers(architecture), _options.Seed, contexts.Blocks, o));
        Pass(LayerDerivativesPass.Serves, o => o.With(o =>
        {
            using var made = torch.NewDisposeScope();
            var images = LayerDerivativesPass.Images(executable.Value, _options.Seed, contexts.Blocks);
            o.LayerDerivatives = LayerDerivativesPass.Run(executable.Value, layers, images, contexts.Blocks);
        }));
        Pass(ConstantWeightsPass.Serves, o => o.With(o =>
        {
            var affine = _forms.Executable(_forms.Layers(architecture, affineCells: true));
            o.ConstantWeightLogits = ConstantWeightsPass.Run(affine, batch, contexts.Small, contexts.Large);
        }));
        Pass(ImageDistancesPass.Serves, o => o.With(o =>
        {
            o.Samples = batch.Samples;
            o.ImageDistances = ImageDistancesPass.Run(
                executable.Value, batch, contexts.Scored, _options.Compat.HasFlag(ZeroShotCompat.RbflexCountsBlocks));
        }));
        Pass(ReluCorrelationPass.Serves, o => o.With(o =>
        {
            o.Samples = batch.Samples;
            o.ReluCorrelation = o.HasBlocks ? ReluCorrelationPass.Run(
                network, batch, contexts.Scored, _options.Compat.HasFlag(ZeroShotCompat.WrcorLastReluInPlace)) : [];
        }));
        Pass(GradientSignPass.Serves, o => o.With(
            o => o.GradientSigns = GradientSignPass.Run(executable.Value, layers, batch, contexts.Scored)));
        Pass(LinearRegionsPass.Serves, o => o.With(o =>
        {
            using var made = torch.NewDisposeScope();
            var thin = _forms.Thin(architecture, LinearRegionsPass.ImageSize);
            var images = LinearRegionsPass.Images(thin, _options.Seed, contexts.Scored);
            o.LinearRegions = LinearRegionsPass.Run(thin, images, contexts.Scored);
        }));
        Pass(SingularRatiosPass.Serves, o => o.With(
            o => o.SingularRatios = SingularRatiosPass.Run(executable.Value, batch, contexts.Scored)));
        Pass(CurvaturePass.Serves, o => o.With(o =>
        {
            using var made = torch.NewDisposeScope();
            o.Curvature = CurvaturePass.Run(
                executable.Value, CurvaturePass.Plane(network, _options.Seed, contexts.Scored), contexts.Scored);
        }));
        return observations.With(o =>
        {
            o.Seconds = new PassSeconds(seconds, passes);
            o.Failures = failures;
        });

        void Pass(ZeroShotNeeds serves, Func<ZeroShotObservations, ZeroShotObservations> run)
        {
            if ((needs & serves) == 0)
            {
                return;
            }

            context.CancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var (need, reason) in NetworkMemory.Refusals(
                    network, executable.Value, needs & serves, batch.Samples, _options.Double))
                {
                    failures.Add((need, reason));
                    needs &= ~need;
                }

                observations = (needs & serves) == 0 ? observations : run(observations);
            }
            catch (ScoringException e)
            {
                // What one pass cannot measure leaves the others' scores as they are.
                failures.Add((serves, e.Message));
            }

            passes.Add((serves, Lap()));
        }

        double Lap()
        {
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            clock = Stopwatch.GetTimestamp();
            return elapsed;
        }
    }

    /// <summary>The value of a proxy; a reason where one of a user's own throws.</summary>
    public static ScoreValue Compute(ZeroShotProxy proxy, Architecture architecture, ZeroShotObservations observations)
    {
        foreach (var (needs, reason) in observations.Failures)
        {
            if ((needs & proxy.Needs) != 0)
            {
                return ScoreValue.Missing(reason);
            }
        }

        return ZeroShotProxies.Includes(proxy)
            ? proxy.Compute(observations)
            : ScoringFailure.Value(() => proxy.Compute(observations), $"at {architecture.Text}");
    }

    /// <summary>
    /// The costs of an architecture as it is written: what proxies with <see cref="ZeroShotProxy.DependsOnEncoding"/> read.
    /// </summary>
    public ZeroShotObservations Cost(Architecture architecture) => new() { Costs = new(_forms, _space, architecture) };

    /// <summary>About the most memory that measuring an architecture takes, in bytes.</summary>
    public long EstimatePeak(Architecture architecture)
    {
        var network = _forms.Layers(architecture);
        return NetworkMemory.Estimate(network, _forms.Executable(network), _needs, Samples, _options.Double);
    }

    public void Dispose() => _shared.Dispose();

    private int Samples => _batches.Count == 0 ? 1 : _batches.Max(batch => batch.Samples);

    private ZeroShotContexts Own(Architecture architecture, NetworkGraph network)
    {
        NetworkMemory.Check(network, _needs);
        return new(
            _options, _space.ParametersOf(architecture, ParameterSource.Seeded(_options.Seed, _options.Initialisation)));
    }

    private ZeroShotObservations Cost(Architecture architecture, NetworkGraph network) => Cost(architecture).With(o =>
    {
        o.ScoredCost = _forms.ScoredCost(architecture);
        o.Compat = _options.Compat;
        o.HasBlocks = !network.Blocks.IsEmpty;
        o.LacksRelu = !network.Nodes.Any(n => n is Relu);
        o.ReluCalls = network.Nodes.OfType<Relu>().Sum(r => r.Multiplicity);
        o.ReluUnits = network.Nodes.OfType<Relu>().Sum(r => r.Multiplicity * r.Shape.Size);
    });

    private IReadOnlyList<(ParameterReference Parameter, double Flow)> Flow(
        Architecture architecture, NetworkNormalisation normalisation, IReadOnlyList<ParameterReference> layers, TorchContext flow)
    {
        var network = _forms.Executable(_forms.Layers(architecture, normalisation));
        return SynapticFlowPass.Run(network, layers, flow);
    }

    private static List<ParameterReference> Layers(NetworkGraph network) =>
        [.. network.Parameters.Where(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight)];
}
