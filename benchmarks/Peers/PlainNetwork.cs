using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using AvgPool2d = TorchSharp.Modules.AvgPool2d;
using BatchNorm2d = TorchSharp.Modules.BatchNorm2d;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>
/// A NAS-Bench-201 network of ordinary modules, as a user of TorchSharp would write it: every edge is run as it is written.
/// </summary>
internal sealed class PlainNetwork : Module<Tensor, Tensor>
{
    private const int Classes = 10;
    private readonly PlainLayers _layers;
    // Not a Sequential: that disposes what its layers return, which forward hooks keep.
    private readonly ModuleList<Module<Tensor, Tensor>> _body;
    private readonly Linear _classifier;
    private readonly List<int> _blocks = [];

    public PlainNetwork(
        Architecture architecture, ParameterSource source, bool normalise = true, int channels = 16, int cellsPerStage = 5,
        bool scaled = false)
        : base(nameof(PlainNetwork))
    {
        _layers = new PlainLayers(source, normalise, scaled);
        List<Module<Tensor, Tensor>> body = [_layers.Convolution("stem.conv", 3, channels, 3), _layers.Norm(channels, affine: true)];
        for (int stage = 0, cell = 0; stage < 3; stage++)
        {
            if (stage > 0)
            {
                body.Add(new PlainReduction(_layers, $"reduce.{stage - 1}", channels));
                _blocks.Add(_layers.Activations.Count);
                channels *= 2;
            }

            for (var i = 0; i < cellsPerStage; i++, cell++)
            {
                body.Add(new PlainCell(_layers, architecture, $"cells.{cell}", channels));
                _blocks.Add(_layers.Activations.Count);
            }
        }

        body.AddRange([_layers.Norm(channels, affine: true), _layers.Activation(), AdaptiveAvgPool2d(1), Flatten()]);
        _body = ModuleList([.. body]);
        _classifier = _layers.Classifier("classifier", channels, Classes);
        RegisterComponents();
        train();
    }

    public IReadOnlyList<Conv2d> Convolutions => _layers.Convolutions;

    public Linear Classifier => _classifier;

    public IReadOnlyList<ReLU> Activations => _layers.Activations;

    public IReadOnlyList<BatchNorm2d> Norms => _layers.Norms;

    public IReadOnlyList<AvgPool2d> Pools => _layers.Pools;

    /// <summary>For each cell and reduction, the number of activations up to its end.</summary>
    public IReadOnlyList<int> Blocks => _blocks;

    /// <summary>Weights of convolutions and of the classifier, which proxies sum over.</summary>
    public IReadOnlyList<Tensor> Weights => [.. _layers.Convolutions.Select(c => (Tensor)c.weight!), _classifier.weight!];

    public override Tensor forward(Tensor input) => _classifier.call(_body.Aggregate(input, (x, layer) => layer.call(x)));
}
