using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>The residual block between stages: half the size, twice the channels.</summary>
internal sealed class PlainReduction : Module<Tensor, Tensor>
{
    private readonly PlainReluConvNorm _first;
    private readonly PlainReluConvNorm _second;
    private readonly AvgPool2d _pool;
    private readonly Conv2d _downsample;

    public PlainReduction(PlainLayers layers, string name, int inputs)
        : base(nameof(PlainReduction))
    {
        _first = new PlainReluConvNorm(layers, $"{name}.conv_a", inputs, 2 * inputs, 3, 2, affine: true);
        _second = new PlainReluConvNorm(layers, $"{name}.conv_b", 2 * inputs, 2 * inputs, 3, 1, affine: true);
        _pool = layers.Pool(2, stride: 2);
        _downsample = layers.Convolution($"{name}.downsample", inputs, 2 * inputs, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _downsample.call(_pool.call(input)) + _second.call(_first.call(input));
}
