using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>An architecture as plain modules, with the images and labels; made before the clock starts.</summary>
internal sealed class PlainSubject : IDisposable
{
    public PlainSubject(Architecture architecture, ParameterSource source, ImageBatch batch)
    {
        Network = new PlainNetwork(architecture, source);
        Bare = new PlainNetwork(architecture, source, normalise: false);
        Images = tensor(batch.Pixels, [batch.Samples, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width]);
        Labels = tensor(Array.ConvertAll(batch.Labels, l => (long)l));
        Bare.to(ScalarType.Float64);
        using var noGradients = no_grad();
        foreach (var parameter in Bare.parameters())
        {
            parameter.abs_();
        }
    }

    public PlainNetwork Network { get; }

    /// <summary>Without batch normalisation, all parameters absolute, float64.</summary>
    public PlainNetwork Bare { get; }

    public Tensor Images { get; }

    public Tensor Labels { get; }

    public void Dispose()
    {
        Network.Dispose();
        Bare.Dispose();
        Images.Dispose();
        Labels.Dispose();
    }
}
