using NasPipelines.Networks.Parameters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using AvgPool2d = TorchSharp.Modules.AvgPool2d;
using BatchNorm2d = TorchSharp.Modules.BatchNorm2d;
using Conv2d = TorchSharp.Modules.Conv2d;
using Linear = TorchSharp.Modules.Linear;
using ReLU = TorchSharp.Modules.ReLU;

namespace NasPipelines.Benchmarks.Peers;

/// <summary>Makes the layers of a plain network, with the values that the engine gives to parameters of the same names.</summary>
/// <param name="source">The values.</param>
/// <param name="normalise">Whether batch normalisations are built; identities otherwise.</param>
/// <param name="scaled">Whether all of them have a scale and a shift; else those of cells have none.</param>
internal sealed class PlainLayers(ParameterSource source, bool normalise, bool scaled)
{
    public List<Conv2d> Convolutions { get; } = [];

    public List<ReLU> Activations { get; } = [];

    public List<BatchNorm2d> Norms { get; } = [];

    public List<AvgPool2d> Pools { get; } = [];

    public Conv2d Convolution(string name, int inputs, int outputs, int kernel, int stride = 1)
    {
        var layer = Conv2d(inputs, outputs, kernel, stride, padding: kernel / 2, bias: false);
        Fill(layer.weight!, new ParameterReference($"{name}.weight", ParameterRole.ConvolutionWeight, [outputs, inputs, kernel, kernel]));
        Convolutions.Add(layer);
        return layer;
    }

    public Linear Classifier(string name, int inputs, int classes)
    {
        var layer = Linear(inputs, classes);
        Fill(layer.weight!, new ParameterReference($"{name}.weight", ParameterRole.LinearWeight, [classes, inputs]));
        Fill(layer.bias!, new ParameterReference($"{name}.bias", ParameterRole.Bias, [classes]));
        return layer;
    }

    public Module<Tensor, Tensor> Norm(int channels, bool affine)
    {
        if (!normalise)
        {
            return Identity();
        }

        var layer = BatchNorm2d(channels, affine: affine || scaled);
        Norms.Add(layer);
        return layer;
    }

    public AvgPool2d Pool(int kernel, int stride, int padding = 0)
    {
        var layer = AvgPool2d(kernel, stride: stride, padding: padding, count_include_pad: false);
        Pools.Add(layer);
        return layer;
    }

    public ReLU Activation()
    {
        var layer = ReLU();
        Activations.Add(layer);
        return layer;
    }

    private void Fill(Tensor parameter, ParameterReference reference)
    {
        using var noGradients = no_grad();
        using var values = tensor(source.Values(reference)).reshape([.. reference.Shape]);
        parameter.copy_(values);
    }
}
