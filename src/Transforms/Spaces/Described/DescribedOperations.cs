using System.Globalization;
using System.Text.RegularExpressions;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>The operations that edges of described cells choose among.</summary>
internal static partial class DescribedOperations
{
    public const string None = "none";
    public const string Known =
        "none, skip_connect, avg_pool_KxK, max_pool_KxK, nor_conv_KxK, sep_conv_KxK and dil_conv_KxK with a K of 1, 3, 5 or 7";

    public static bool IsKnown(string name) => name is None or "skip_connect" || Pattern().IsMatch(name);

    /// <summary>Adds an operation that keeps channels and size.</summary>
    public static int Add(NetworkBlocks net, int x, string operation, string name, bool affine)
    {
        switch (operation)
        {
            case None: return net.Graph.Zero(net.Graph.ShapeOf(x), $"{name}.none");
            case "skip_connect": return x;
        }

        var match = Pattern().Match(operation);
        var (kernel, channels) = (int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), net.Graph.ShapeOf(x).Channels);
        var full = $"{name}.{operation}";
        return match.Groups[1].Value switch
        {
            "avg_pool" => net.Graph.AvgPool(x, full, kernel, 1, kernel / 2),
            "max_pool" => net.Graph.MaxPool(x, full, kernel, 1, kernel / 2),
            "nor_conv" => net.ReluConvNorm(x, full, channels, kernel, affine: affine),
            var kind => Separable(net, x, full, kernel, kind == "dil_conv" ? 2 : 1, affine),
        };
    }

    /// <summary>ReLU, a convolution of each channel, one across channels, normalisation.</summary>
    private static int Separable(NetworkBlocks net, int x, string name, int kernel, int dilation, bool affine)
    {
        var channels = net.Graph.ShapeOf(x).Channels;
        var depthwise = net.Graph.Conv2d(
            net.Graph.Relu(x, $"{name}.relu"), $"{name}.depthwise", channels, kernel, dilation: dilation, groups: channels);
        return net.ConvNorm(depthwise, $"{name}.pointwise", channels, 1, affine: affine);
    }

    [GeneratedRegex(@"^(avg_pool|max_pool|nor_conv|sep_conv|dil_conv)_([1357])x\2$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
