using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>
/// An architecture as plain modules, with the images and labels. Some is made where it is first read: in the round that does not count.
/// </summary>
internal sealed class PlainSubject : IDisposable
{
    private readonly Lazy<PlainNetwork> _evaluated;
    private readonly Lazy<PlainNetwork> _thin;
    private readonly Lazy<PlainNetwork> _small;
    private readonly Lazy<PlainNetwork> _large;
    private readonly Lazy<Tensor> _gaussian;
    private readonly Lazy<Tensor> _tiny;
    private readonly Lazy<Tensor> _plane;

    public PlainSubject(Architecture architecture, ParameterSource source, ImageBatch batch)
    {
        Network = new PlainNetwork(architecture, source);
        Bare = new PlainNetwork(architecture, source, normalise: false);
        Images = tensor(batch.Pixels, [batch.Samples, batch.Shape.Channels, batch.Shape.Height, batch.Shape.Width]);
        Labels = tensor(Array.ConvertAll(batch.Labels, l => (long)l));
        Bare.to(ScalarType.Float64);
        Fill(Bare, parameter => parameter.abs_());
        _evaluated = new(() =>
        {
            var network = new PlainNetwork(architecture, ParameterSource.Seeded(0, InitialisationScheme.Kaiming));
            network.eval();
            return network;
        });
        _thin = new(() => new(architecture, source, channels: 1, cellsPerStage: 1));
        _small = new(() => Constant(ConstantWeightsPass.Small));
        _large = new(() => Constant(ConstantWeightsPass.Large));
        var space = SearchSpaces.NasBench201;
        _gaussian = new(() => Made(space.BuildNetwork(architecture), LayerDerivativesPass.Images));
        _tiny = new(() => Made(
            space.BuildNetwork(architecture, new() { ImageSize = LinearRegionsPass.ImageSize }), LinearRegionsPass.Images));
        _plane = new(() => Made(space.BuildNetwork(architecture), (network, seed, parameters) =>
        {
            var (first, second) = CurvaturePass.Plane(network, seed, parameters);
            return stack([first.flatten(), second.flatten()]);
        }));

        PlainNetwork Constant(double value)
        {
            var network = new PlainNetwork(architecture, source, scaled: true);
            network.to(ScalarType.Float64);
            Fill(network, parameter => parameter.fill_(value));
            foreach (var shift in network.Norms.Select(norm => norm.bias!).Append(network.Classifier.bias!))
            {
                using var noGradients = no_grad();
                shift.fill_(0);
            }

            return network;
        }

        Tensor Made(NetworkGraph network, Func<NetworkGraph, long, TypedParameters, Tensor> make)
        {
            using var context = new TorchContext(source, ScalarType.Float32);
            return make(network, 0, context);
        }
    }

    public PlainNetwork Network { get; }

    /// <summary>Without batch normalisation, all parameters absolute, float64.</summary>
    public PlainNetwork Bare { get; }

    /// <summary>As in evaluation, with Kaiming's weights.</summary>
    public PlainNetwork Evaluated => _evaluated.Value;

    /// <summary>One channel, one cell per stage.</summary>
    public PlainNetwork Thin => _thin.Value;

    /// <summary>All weights and scales 1e-7, float64.</summary>
    public PlainNetwork Small => _small.Value;

    /// <summary>All weights and scales 1, float64.</summary>
    public PlainNetwork Large => _large.Value;

    public Tensor Images { get; }

    public Tensor Labels { get; }

    /// <summary>Gaussian images.</summary>
    public Tensor Gaussian => _gaussian.Value;

    /// <summary>Small Gaussian images.</summary>
    public Tensor Tiny => _tiny.Value;

    /// <summary>Two directions of images.</summary>
    public Tensor Plane => _plane.Value;

    public void Dispose()
    {
        Network.Dispose();
        Bare.Dispose();
        Images.Dispose();
        Labels.Dispose();
        foreach (var network in new[] { _evaluated, _thin, _small, _large }.Where(made => made.IsValueCreated))
        {
            network.Value.Dispose();
        }

        foreach (var images in new[] { _gaussian, _tiny, _plane }.Where(made => made.IsValueCreated))
        {
            images.Value.Dispose();
        }
    }

    private static void Fill(PlainNetwork network, Action<Tensor> fill)
    {
        using var noGradients = no_grad();
        foreach (var parameter in network.parameters())
        {
            fill(parameter);
        }
    }
}
