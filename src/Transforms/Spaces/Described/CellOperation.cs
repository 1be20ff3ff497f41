using System.Globalization;
using System.Text.RegularExpressions;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.Described;

/// <summary>An operation of a cell, by its name in the description: none, skip, pools and convolutions of any odd side.</summary>
internal sealed partial class CellOperation
{
    /// <summary>The names that are read.</summary>
    public const string Known =
        "none, skip (skip_connect), conv_KxK (nor_conv_KxK), sep_conv_KxK, dil_conv_KxK, "
            + "avg_pool_KxK, max_pool_KxK with an odd K such as 3";

    private readonly string _form;
    private readonly int _kernel;

    private CellOperation(string name, string form, int kernel) => (Name, _form, _kernel) = (name, form, kernel);

    public string Name { get; }

    public bool IsNone => _form == "none";

    public bool IsSkip => _form is "skip" or "skip_connect";

    /// <summary>Whether it is linear and without weights, so that it may be moved into sums.</summary>
    public bool IsAverage => _form == "avg_pool";

    public bool HasWeights => _form is "conv" or "nor_conv" or "sep_conv" or "dil_conv";

    /// <summary>The operation of a name; null where there is none.</summary>
    public static CellOperation? Of(string name)
    {
        if (name is "none" or "skip" or "skip_connect")
        {
            return new(name, name, 0);
        }

        var match = Form().Match(name);
        var side = match.Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 0;
        return side % 2 == 1 && (side > 1 || match.Groups[1].Value is "conv" or "nor_conv") ? new(name, match.Groups[1].Value, side) : null;
    }

    /// <summary>Writes the operation: ReLU, convolution and batch normalisation where it has weights.</summary>
    /// <param name="blocks">The network being written.</param>
    /// <param name="x">The operand; the value has its shape.</param>
    /// <param name="edge">The name of the edge.</param>
    /// <param name="options">Form of the network.</param>
    public int Write(NetworkBlocks blocks, int x, string edge, NetworkOptions options)
    {
        var (graph, name) = (blocks.Graph, $"{edge}.{Name}");
        var channels = graph.ShapeOf(x).Channels;
        return _form switch
        {
            "none" => graph.Zero(graph.ShapeOf(x), $"{edge}.none"),
            "skip" or "skip_connect" => x,
            "avg_pool" => graph.AvgPool(x, name, _kernel, 1, _kernel / 2),
            "max_pool" => graph.MaxPool(x, name, _kernel, 1, _kernel / 2),
            "sep_conv" => Depthwise(Depthwise(x, $"{name}.first", 1), $"{name}.second", 1),
            "dil_conv" => Depthwise(x, name, 2),
            _ => blocks.ReluConvNorm(x, name, channels, _kernel, affine: options.AffineCells),
        };

        int Depthwise(int input, string part, int dilation)
        {
            var filtered = graph.Conv2d(
                graph.Relu(input, $"{part}.relu"), $"{part}.depthwise", channels, _kernel, dilation: dilation, groups: channels);
            return blocks.Norm(graph.Conv2d(filtered, $"{part}.pointwise", channels, 1), $"{part}.bn", options.AffineCells);
        }
    }

    [GeneratedRegex(@"^(conv|nor_conv|sep_conv|dil_conv|avg_pool|max_pool)_?([1-9][0-9]?)x\2$")]
    private static partial Regex Form();
}
