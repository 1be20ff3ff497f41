using System.Diagnostics;
using NasPipelines.Architectures;
using NasPipelines.Networks;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>
/// Measures architectures for a set of proxies in as few passes as their needs allow, and applies the proxies to what was measured. Parameters
/// are generated once per name and shared by all architectures.
/// </summary>
/// <threadsafety>Architectures may be measured on several threads at a time.</threadsafety>
internal sealed class ZeroShotEngine : IDisposable
{
    /// <summary>What cannot be measured without images.</summary>
    public const ZeroShotNeeds OfImages = (LossPass.Serves & ~ZeroShotNeeds.Weights) | HalfBatchPass.Serves | TangentKernelPass.Serves;

    private readonly NetworkForms _forms;
    private readonly ImageBatch? _batch;
    private readonly ZeroShotEngineOptions _options;
    private readonly ZeroShotNeeds _needs;
    private readonly Lazy<TorchContext> _context;
    private readonly Lazy<TorchContext> _flow;
    private readonly Lazy<TorchContext> _gaussian;

    public ZeroShotEngine(SearchSpace space, IReadOnlyList<ZeroShotProxy> proxies, ImageBatch? batch, ZeroShotEngineOptions options)
    {
        Proxies = proxies;
        _batch = batch;
        _options = options;
        _forms = new NetworkForms(space, options.Network, options.Form);
        _needs = proxies.Aggregate(ZeroShotNeeds.None, (all, p) => all | p.Needs);
        if (batch is null && NeedsImages(proxies) is { Count: > 0 } wanting)
        {
            throw new ArgumentException($"{string.Join(", ", wanting)}: these proxies need images; set the option Images.", nameof(batch));
        }

        var parameters = ParameterSource.Seeded(options.Seed, options.Initialisation);
        var type = options.Double ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        _context = new(() => new TorchContext(parameters, type));
        _flow = new(() => new TorchContext(parameters, torch.ScalarType.Float64, absolute: true));
        _gaussian = new(() => new TorchContext(ParameterSource.Seeded(options.Seed, InitialisationScheme.StandardNormal), type));
    }

    public IReadOnlyList<ZeroShotProxy> Proxies { get; }

    /// <summary>The names of those proxies that cannot be computed without images.</summary>
    public static IReadOnlyList<string> NeedsImages(IEnumerable<ZeroShotProxy> proxies) =>
        [.. proxies.Where(p => p.NeedsImages).Select(p => p.Name)];

    /// <summary>What the passes of an architecture depend on: architectures of one key are measured once.</summary>
    public string KeyOf(Architecture architecture) => _forms.KeyOf(architecture);

    /// <summary>Everything the proxies need of an architecture.</summary>
    public ZeroShotObservations Measure(Architecture architecture, CancellationToken cancellation = default)
    {
        TorchThreads.Set(_options.Threads);
        var clock = Stopwatch.GetTimestamp();
        var network = _forms.Layers(architecture);
        var observations = Cost(architecture, network);
        var layers = Layers(network);
        var executable = new Lazy<NetworkGraph>(() => _forms.Executable(network));
        var seconds = Lap();
        var passes = new List<(ZeroShotNeeds, double)>();
        Pass(LossPass.Serves, o => new LossPass(_context.Value, _batch ?? new ImageBatch([], [], default), _needs).Run(executable.Value, layers, o));
        Pass(ZeroShotNeeds.SynapticFlow, o =>
        {
            var bare = _options.Compat.HasFlag(ZeroShotCompat.SynflowKeepsReductionNorms) ? NetworkNormalisation.NoneAsPublished : NetworkNormalisation.None;
            return o with { SynapticFlow = Flow(architecture, bare, layers) };
        });
        Pass(ZeroShotNeeds.SynapticFlowNormalised, o => o with { SynapticFlowNormalised = Flow(architecture, NetworkNormalisation.Full, layers) });
        Pass(HalfBatchPass.Serves, o => o with { HalfBatchGradients = HalfBatchPass.Run(executable.Value, layers, _batch!, _context.Value) });
        Pass(GaussianPass.Serves, o => GaussianPass.Run(executable.Value, _options.Seed, _gaussian.Value, o));
        Pass(FeatureCorrelationPass.Serves, o =>
        {
            var large = _forms.Executable(_forms.Layers(architecture, imageSize: FeatureCorrelationPass.ImageSize));
            return o with { LeastChannelEigenvalues = FeatureCorrelationPass.Run(large, _options.Seed, _context.Value) };
        });
        Pass(TangentKernelPass.Serves, o => o with
        {
            Samples = _batch!.Samples,
            TangentKernel = TangentKernelPass.Run(executable.Value, layers, _batch, _context.Value),
        });
        return observations with { Seconds = new PassSeconds(seconds, passes) };

        void Pass(ZeroShotNeeds serves, Func<ZeroShotObservations, ZeroShotObservations> run)
        {
            if ((_needs & serves) != 0)
            {
                cancellation.ThrowIfCancellationRequested();
                observations = run(observations);
                passes.Add((serves, Lap()));
            }
        }

        double Lap()
        {
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            clock = Stopwatch.GetTimestamp();
            return elapsed;
        }
    }

    /// <summary>The costs of an architecture as it is written: what proxies with <see cref="ZeroShotProxy.DependsOnEncoding"/> read.</summary>
    public ZeroShotObservations Cost(Architecture architecture) => new()
    {
        DeclaredCost = _forms.DeclaredCost(architecture),
        ActiveCost = _forms.ActiveCost(architecture),
    };

    public void Dispose()
    {
        foreach (var context in new[] { _context, _flow, _gaussian }.Where(c => c.IsValueCreated))
        {
            context.Value.Dispose();
        }
    }

    private ZeroShotObservations Cost(Architecture architecture, NetworkGraph network) => Cost(architecture) with
    {
        ScoredCost = _forms.ScoredCost(architecture),
        ReluCalls = network.Nodes.OfType<Relu>().Sum(r => r.Multiplicity),
        ReluUnits = network.Nodes.OfType<Relu>().Sum(r => r.Multiplicity * r.Shape.Size),
    };

    private IReadOnlyList<LayerFlow> Flow(Architecture architecture, NetworkNormalisation normalisation, IReadOnlyList<ParameterReference> layers)
    {
        var network = _forms.Executable(_forms.Layers(architecture, normalisation));
        return SynapticFlowPass.Run(network, layers, _flow.Value);
    }

    private static List<ParameterReference> Layers(NetworkGraph network) =>
        [.. network.Parameters.Where(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight)];
}
