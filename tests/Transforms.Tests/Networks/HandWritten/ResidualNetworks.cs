using static NasPipelines.Tests.Networks.HandWritten.PlainLayers;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.HandWritten;

/// <summary>Residual networks of the network design spaces, NATS-Bench's size space and TransNAS-Bench-101, written out.</summary>
internal static class ResidualNetworks
{
    public static Tensor Nds(Tensor images, int[] depths, int[] widths, double[]? ratios = null, int[]? groups = null)
    {
        var x = ConvNormRelu(images, "stem.conv", 16, 3);
        for (var stage = 0; stage < 3; stage++)
        {
            for (var block = 0; block < depths[stage]; block++)
            {
                var (name, stride, width) = ($"stages.{stage}.blocks.{block}", stage > 0 && block == 0 ? 2 : 1, widths[stage]);
                var inner = (int)(width * (ratios?[stage] ?? 1));
                var shortcut = width == x.shape[1] && stride == 1 ? x : Norm(Conv(x, $"{name}.projection", width, 1, stride));
                var branch = ratios is null
                    ? Norm(Conv(ConvNormRelu(x, $"{name}.conv_a", width, 3, stride), $"{name}.conv_b", width, 3))
                    : Norm(Conv(
                        ConvNormRelu(ConvNormRelu(x, $"{name}.conv_a", inner, 1), $"{name}.conv_b", inner, 3, stride, groups![stage]),
                        $"{name}.conv_c", width, 1));
                x = Relu(shortcut + branch);
            }
        }

        return Classify(x);
    }

    public static Tensor NatsSizes(Tensor images, int[] channels)
    {
        var x = Norm(Conv(images, "stem.conv", channels[0], 3));
        x = SizeCell(x, "cells.0", channels[0]);
        x = Downsample(x, "reduce.0", channels[1]);
        x = SizeCell(x, "cells.1", channels[2]);
        x = Downsample(x, "reduce.1", channels[3]);
        x = SizeCell(x, "cells.2", channels[4]);
        return Classify(Relu(Norm(x)));
    }

    public static Tensor Macro(Tensor images, int channels, string code)
    {
        var x = ReluConvNorm(Norm(Conv(images, "stem.conv_a", channels / 2, 3, 2)), "stem.conv_b", channels, 3, 2);
        for (var module = 0; module < code.Length; module++)
        {
            channels *= code[module] is '2' or '4' ? 2 : 1;
            for (var block = 0; block < 2; block++)
            {
                var (name, stride) = ($"modules.{module}.blocks.{block}", block == 0 && code[module] >= '3' ? 2 : 1);
                var shortcut = stride == 1 && x.shape[1] == channels ? x : Norm(Conv(x, $"{name}.downsample", channels, 1, stride));
                x = shortcut + ReluConvNorm(ReluConvNorm(x, $"{name}.conv_a", channels, 3, stride), $"{name}.conv_b", channels, 3);
            }
        }

        return Classify(x);
    }

    private static Tensor SizeCell(Tensor input, string name, int channels)
    {
        var one = ReluConvNorm(input, $"{name}.edge.0-1.nor_conv_3x3", channels, 3);
        var two = ReluConvNorm(input, $"{name}.edge.0-2.nor_conv_3x3", channels, 3)
            + ReluConvNorm(one, $"{name}.edge.1-2.nor_conv_3x3", channels, 3);
        var skip = input.shape[1] == channels ? input : Norm(Conv(input, $"{name}.edge.0-3.skip_connect", channels, 1));
        return skip + ReluConvNorm(one, $"{name}.edge.1-3.nor_conv_3x3", channels, 3)
            + ReluConvNorm(two, $"{name}.edge.2-3.nor_conv_3x3", channels, 3);
    }

    private static Tensor Downsample(Tensor x, string name, int channels)
    {
        var pooled = nn.AvgPool2d(2, stride: 2).call(x);
        var branch = ReluConvNorm(ReluConvNorm(x, $"{name}.conv_a", channels, 3, 2), $"{name}.conv_b", channels, 3);
        return Conv(pooled, $"{name}.downsample", channels, 1) + branch;
    }
}
