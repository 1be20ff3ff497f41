using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>ReLU, convolution, batch normalisation.</summary>
internal sealed class PlainReluConvNorm : Module<Tensor, Tensor>
{
    private readonly ReLU _relu;
    private readonly Conv2d _convolution;
    private readonly Module<Tensor, Tensor> _norm;

    public PlainReluConvNorm(PlainLayers layers, string name, int inputs, int outputs, int kernel, int stride, bool affine)
        : base(nameof(PlainReluConvNorm))
    {
        _relu = layers.Activation();
        _convolution = layers.Convolution(name, inputs, outputs, kernel, stride);
        _norm = layers.Norm(outputs, affine);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _norm.call(_convolution.call(_relu.call(input)));
}
