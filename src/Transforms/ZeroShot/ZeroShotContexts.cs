using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>The parameters that networks are measured with, made where they are first asked for.</summary>
/// <param name="options">Type, device and seed.</param>
/// <param name="parameters">The parameters of scores that do not draw their own.</param>
internal sealed class ZeroShotContexts(ZeroShotEngineOptions options, ParameterSource parameters) : IDisposable
{
    private readonly Lazy<TorchContext> _scored =
        new(() => new(parameters, Type(options), statistics: options.Statistics, device: options.Device));
    private readonly Lazy<TorchContext> _flow =
        new(() => new(parameters, torch.ScalarType.Float64, absolute: true, options.Statistics, options.Device));
    private readonly Lazy<TorchContext> _gaussian = new(() => Drawn(options, InitialisationScheme.StandardNormal));
    private readonly Lazy<TorchContext> _blocks = new(() => Drawn(options, InitialisationScheme.Kaiming));
    private readonly Lazy<ConstantParameters> _small = new(() => Constant(options, ConstantWeightsPass.Small));
    private readonly Lazy<ConstantParameters> _large = new(() => Constant(options, ConstantWeightsPass.Large));

    /// <summary>The parameters themselves.</summary>
    public TorchContext Scored => _scored.Value;

    /// <summary>Their absolute values, in float64.</summary>
    public TorchContext Flow => _flow.Value;

    /// <summary>Standard normal ones.</summary>
    public TorchContext Gaussian => _gaussian.Value;

    /// <summary>Those of AZ-NAS.</summary>
    public TorchContext Blocks => _blocks.Value;

    /// <summary>The small weights of epsinas.</summary>
    public ConstantParameters Small => _small.Value;

    /// <summary>Its large ones.</summary>
    public ConstantParameters Large => _large.Value;

    public void Dispose()
    {
        foreach (var context in new[] { _scored, _flow, _gaussian, _blocks }.Where(c => c.IsValueCreated))
        {
            context.Value.Dispose();
        }

        foreach (var constant in new[] { _small, _large }.Where(c => c.IsValueCreated))
        {
            constant.Value.Dispose();
        }
    }

    // The published figures need float32, in which small weights underflow.
    private static ConstantParameters Constant(ZeroShotEngineOptions options, double value) => new(
        value, options.Compat.HasFlag(ZeroShotCompat.EpsinasInFloat32) ? torch.ScalarType.Float32 : torch.ScalarType.Float64,
        options.Device);

    private static TorchContext Drawn(ZeroShotEngineOptions options, InitialisationScheme scheme) =>
        new(ParameterSource.Seeded(options.Seed, scheme), Type(options), device: options.Device);

    private static torch.ScalarType Type(ZeroShotEngineOptions options) =>
        options.Double ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
}
