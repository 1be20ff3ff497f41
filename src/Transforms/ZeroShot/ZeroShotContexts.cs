using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>The parameters that networks are measured with, made where they are first asked for.</summary>
/// <param name="options">Type and seed.</param>
/// <param name="parameters">The parameters of scores that do not draw their own.</param>
internal sealed class ZeroShotContexts(ZeroShotEngineOptions options, ParameterSource parameters) : IDisposable
{
    private readonly Lazy<TorchContext> _scored = new(() => new(parameters, Type(options), statistics: options.Statistics));
    private readonly Lazy<TorchContext> _flow =
        new(() => new(parameters, torch.ScalarType.Float64, absolute: true, options.Statistics));
    private readonly Lazy<TorchContext> _gaussian = new(() => Drawn(options, InitialisationScheme.StandardNormal));
    private readonly Lazy<TorchContext> _blocks = new(() => Drawn(options, InitialisationScheme.Kaiming));

    /// <summary>The parameters themselves.</summary>
    public TorchContext Scored => _scored.Value;

    /// <summary>Their absolute values, in float64.</summary>
    public TorchContext Flow => _flow.Value;

    /// <summary>Standard normal ones.</summary>
    public TorchContext Gaussian => _gaussian.Value;

    /// <summary>Those of AZ-NAS.</summary>
    public TorchContext Blocks => _blocks.Value;

    public void Dispose()
    {
        foreach (var context in new[] { _scored, _flow, _gaussian, _blocks }.Where(c => c.IsValueCreated))
        {
            context.Value.Dispose();
        }
    }

    private static TorchContext Drawn(ZeroShotEngineOptions options, InitialisationScheme scheme) =>
        new(ParameterSource.Seeded(options.Seed, scheme), Type(options));

    private static torch.ScalarType Type(ZeroShotEngineOptions options) =>
        options.Double ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
}
