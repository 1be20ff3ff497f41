using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Graph;

/// <summary>
/// Writes a <see cref="NetworkGraph"/> operation by operation; shapes are inferred. Methods return the position of what they add.
/// </summary>
public sealed class NetworkGraphBuilder
{
    private const double NormEpsilon = 1e-5;
    private readonly ImmutableArray<NetworkNode>.Builder _nodes = ImmutableArray.CreateBuilder<NetworkNode>();
    private readonly ImmutableArray<int>.Builder _blocks = ImmutableArray.CreateBuilder<int>();

    /// <summary>A network of images of the given shape; the image is operation 0.</summary>
    public NetworkGraphBuilder(FeatureShape image) => Append(new Input("input", image));

    /// <summary>The shape of an operation's value.</summary>
    public FeatureShape ShapeOf(int node) => _nodes[node].Shape;

    /// <summary>Zeros.</summary>
    public int Zero(FeatureShape shape, string name) => Append(new Zero(name, shape));

    /// <summary>A bias-free convolution whose parameter is <c>name.weight</c>.</summary>
    public int Conv2d(int x, string name, int channels, int kernel, int stride = 1, int? padding = null, int dilation = 1, int groups = 1)
    {
        var input = ShapeOf(x);
        if (input.Channels % groups != 0 || channels % groups != 0)
        {
            throw new ArgumentException(
                $"{name}: {input.Channels} and {channels} channels do not divide into {groups} groups.", nameof(groups));
        }

        var pad = padding ?? dilation * (kernel / 2);
        var weight = new ParameterReference(
            $"{name}.weight", ParameterRole.ConvolutionWeight, [channels, input.Channels / groups, kernel, kernel]);
        var shape = Windowed(input, channels, (dilation * (kernel - 1)) + 1, stride, pad);
        return Append(new Conv2d(name, [x], shape, weight, null, stride, pad, dilation, groups));
    }

    /// <summary>Batch normalisation; its parameters, if affine, are <c>name.weight</c> and <c>name.bias</c>.</summary>
    public int BatchNorm(int x, string name, bool affine)
    {
        var shape = ShapeOf(x);
        var scale = affine ? new ParameterReference($"{name}.weight", ParameterRole.NormScale, [shape.Channels]) : null;
        var shift = affine ? new ParameterReference($"{name}.bias", ParameterRole.NormShift, [shape.Channels]) : null;
        return Keep(x, new BatchNorm(name, [x], shape, scale, shift, NormEpsilon));
    }

    /// <summary>max(x, 0).</summary>
    public int Relu(int x, string name) => Keep(x, new Relu(name, [x], ShapeOf(x)));

    /// <summary>Average over a window; padding is not counted.</summary>
    public int AvgPool(int x, string name, int kernel, int stride, int padding) =>
        Keep(x, new AvgPool(name, [x], Windowed(ShapeOf(x), ShapeOf(x).Channels, kernel, stride, padding), kernel, stride, padding));

    /// <summary>Maximum over a window.</summary>
    public int MaxPool(int x, string name, int kernel, int stride, int padding) =>
        Keep(x, new MaxPool(name, [x], Windowed(ShapeOf(x), ShapeOf(x).Channels, kernel, stride, padding), kernel, stride, padding));

    /// <summary>Mean over all positions.</summary>
    public int GlobalAvgPool(int x, string name) => Keep(x, new GlobalAvgPool(name, [x], new FeatureShape(ShapeOf(x).Channels, 1, 1)));

    /// <summary>A linear layer with bias; its parameters are <c>name.weight</c> and <c>name.bias</c>.</summary>
    public int Linear(int x, string name, int outputs)
    {
        var weight = new ParameterReference($"{name}.weight", ParameterRole.LinearWeight, [outputs, ShapeOf(x).Size]);
        var bias = new ParameterReference($"{name}.bias", ParameterRole.Bias, [outputs]);
        return Append(new Linear(name, [x], new FeatureShape(outputs, 1, 1), weight, bias));
    }

    /// <summary>A sum; the operand itself where there is only one.</summary>
    public int Add(IReadOnlyList<int> operands, string name)
    {
        if (operands.Any(o => !ShapeOf(o).Equals(ShapeOf(operands[0]))))
        {
            throw new ArgumentException($"{name}: cannot add {string.Join(", ", operands.Select(o => ShapeOf(o)))}.", nameof(operands));
        }

        return operands.Count == 1 ? operands[0] : Keep(operands[0], new Add(name, [.. operands], ShapeOf(operands[0])));
    }

    /// <summary>Concatenation along channels; the operand itself where there is only one.</summary>
    public int Concat(IReadOnlyList<int> operands, string name)
    {
        var first = ShapeOf(operands[0]);
        return operands.Count == 1
            ? operands[0]
            : Append(new Concat(name, [.. operands], new(operands.Sum(o => ShapeOf(o).Channels), first.Height, first.Width)));
    }

    /// <summary>Channels <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/>.</summary>
    public int Slice(int x, string name, int start, int count) =>
        Append(new Slice(name, [x], new(count, ShapeOf(x).Height, ShapeOf(x).Width), start));

    /// <summary>Zero padding of positions, or cropping where negative.</summary>
    public int Pad(int x, string name, int top, int bottom, int left, int right)
    {
        var shape = ShapeOf(x);
        return Keep(x, new Pad(
            name, [x], new FeatureShape(shape.Channels, shape.Height + top + bottom, shape.Width + left + right), top, bottom, left,
            right));
    }

    /// <summary>One of several values by a gene of the architecture; zero where the source is zero because of other choices.</summary>
    /// <param name="source">What all options are computed from.</param>
    /// <param name="options">Values of one shape; only the one chosen is computed.</param>
    /// <param name="gene">Position of the gene in the architecture.</param>
    /// <param name="name">Structural name.</param>
    /// <param name="values">For each option the values of the gene that take it; null for 0, 1, 2, … in turn.</param>
    /// <exception cref="ArgumentException">The options differ in shape, there is none, or values are not given for each.</exception>
    public int Choice(int source, IReadOnlyList<int> options, int gene, string name, IReadOnlyList<IReadOnlyList<int>>? values = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0 || options.Any(o => !ShapeOf(o).Equals(ShapeOf(options[0]))))
        {
            throw new ArgumentException(
                $"{name}: cannot choose among {string.Join(", ", options.Select(o => ShapeOf(o)))}.", nameof(options));
        }

        values ??= [.. Enumerable.Range(0, options.Count).Select(value => (int[])[value])];
        return values.Count == options.Count
            ? Keep(options[0],
                new Choice(name, [source, .. options], ShapeOf(options[0]), gene, [.. values.Select(v => v.ToImmutableArray())]))
            : throw new ArgumentException(
                $"{name}: {options.Count} options need as many sets of values (were {values.Count}).", nameof(values));
    }

    /// <summary>
    /// Says that genes decide the channels of a convolution's value; what follows has as many, until the next convolution. Its weight is
    /// dense, of which groups read their blocks.
    /// </summary>
    /// <returns>The same position.</returns>
    internal int Elastic(int convolution, ElasticWidth width)
    {
        var node = (Conv2d)_nodes[convolution];
        var dense = node.Weight.Shape.SetItem(1, ShapeOf(node.Inputs[0]).Channels);
        var weight = node.Groups == 1 ? node.Weight : node.Weight.Part(new(dense, node.Groups));
        _nodes[convolution] = node with { Width = width, Weight = weight };
        return convolution;
    }

    /// <summary>
    /// Says that an operation is the output of the stem or of a block: proxies that compare blocks read it there. Call it in their order.
    /// </summary>
    /// <returns>The same position.</returns>
    public int EndBlock(int x)
    {
        _blocks.Add(x);
        return x;
    }

    /// <summary>The graph so far, with the given operation as its logits.</summary>
    public NetworkGraph Build(int output) => new(_nodes.ToImmutable(), output) { Blocks = _blocks.ToImmutable() };

    private int Append(NetworkNode node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }

    // Has as many channels as an operand, whatever genes decide.
    private int Keep(int x, NetworkNode node) => Append(_nodes[x].Width is { } width ? node with { Width = width } : node);

    private static FeatureShape Windowed(FeatureShape input, int channels, int window, int stride, int padding) =>
        new(channels, ((input.Height + (2 * padding) - window) / stride) + 1, ((input.Width + (2 * padding) - window) / stride) + 1);
}
