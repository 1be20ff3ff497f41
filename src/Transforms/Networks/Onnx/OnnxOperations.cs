using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Networks.Onnx;

/// <summary>Writes the operations of a graph, each as one ONNX operation or a few.</summary>
internal sealed class OnnxOperations(NetworkGraph network, OnnxConstants constants, OnnxScope shared, OnnxNetworkOptions options)
{
    private readonly OnnxWidths _widths = new(constants, shared);
    private string? _batch;

    /// <summary>The statistics that normalisations put out.</summary>
    public List<(string Name, int Channels)> Statistics { get; } = [];

    /// <summary>Writes the operation at a position and returns the name of its value.</summary>
    public string Write(int position, string[] values, OnnxScope scope)
    {
        var node = network.Nodes[position];
        string[] operands = [.. node.Inputs.Select(i => values[i])];
        return node switch
        {
            Conv2d c => scope.Add(
                "Conv",
                c.Name,
                c.Bias is null ? [operands[0], Kernel(c, scope)] : [operands[0], Kernel(c, scope), constants.Parameter(c.Bias)],
                OnnxScope.Attribute("kernel_shape", c.Weight.Shape[2], c.Weight.Shape[3]),
                OnnxScope.Attribute("strides", c.Stride, c.Stride),
                OnnxScope.Attribute("pads", c.Padding, c.Padding, c.Padding, c.Padding),
                OnnxScope.Attribute("dilations", c.Dilation, c.Dilation),
                OnnxScope.Attribute("group", c.Groups)),
            BatchNorm n => Normalise(n, operands[0], scope),
            Relu => scope.Add("Relu", node.Name, operands),
            AvgPool p => scope.Add(
                "AveragePool", p.Name, operands, [.. Window(p.Kernel, p.Stride, p.Padding), OnnxScope.Attribute("count_include_pad", 0)]),
            MaxPool p => scope.Add("MaxPool", p.Name, operands, Window(p.Kernel, p.Stride, p.Padding)),
            GlobalAvgPool => scope.Add("GlobalAveragePool", node.Name, operands),
            Linear l => scope.Add(
                "Gemm",
                l.Name,
                [scope.Add("Flatten", $"{l.Name}.flatten", operands), Matrix(l, scope), constants.Parameter(l.Bias)],
                OnnxScope.Attribute("transB", 1)),
            Add => operands.Aggregate((a, b) => scope.Add("Add", node.Name, [a, b])),
            Concat => scope.Add("Concat", node.Name, operands, OnnxScope.Attribute("axis", 1)),
            Zero => Zeros(node.Shape, node.Name, scope),
            Slice s => scope.Add(
                "Slice",
                s.Name,
                [operands[0], constants.Integers(s.Start), constants.Integers(s.Start + s.Shape.Channels), constants.Integers(1)]),
            Pad p => scope.Add("Pad", p.Name, [operands[0], constants.Integers(0, 0, p.Top, p.Left, 0, 0, p.Bottom, p.Right)]),
            _ => throw new NotSupportedException($"{node.Name}: the ONNX backend does not know '{node.Operation}'."),
        };
    }

    /// <summary>Zeros for every sample of the batch.</summary>
    public string Zeros(FeatureShape shape, string name, OnnxScope scope)
    {
        _batch ??= shared.Add(
            "Shape", OnnxNetwork.BatchDimension, [OnnxNetwork.Image], OnnxScope.Attribute("start", 0), OnnxScope.Attribute("end", 1));
        var sizes = constants.Integers(shape.Channels, shape.Height, shape.Width);
        var full = scope.Add("Concat", $"{name}.sizes", [_batch, sizes], OnnxScope.Attribute("axis", 0));
        return scope.Add("Expand", name, [constants.Scalar(0), full]);
    }

    // A slice that genes do not decide is cut out of its values before (ParameterSlices.Cut).
    private string Kernel(Conv2d conv, OnnxScope scope) =>
        conv.Width is null && network.Nodes[conv.Inputs[0]].Width is null
            ? constants.Parameter(conv.Weight)
            : _widths.Cut(
                constants.Parameter(conv.Weight.Whole), conv.Shape.Channels, conv.Width, conv.Weight.Shape[1],
                network.Nodes[conv.Inputs[0]].Width, conv.Groups, scope);

    private string Matrix(Linear linear, OnnxScope scope) =>
        _widths.Cut(
            constants.Parameter(linear.Weight), linear.Weight.Shape[0], null, linear.Weight.Shape[1], network.Nodes[linear.Inputs[0]].Width,
            1, scope);

    private string Normalise(BatchNorm norm, string x, OnnxScope scope)
    {
        var channels = norm.Shape.Channels;
        var scale = _widths.Cut(norm.Scale is null ? constants.Filled(channels, 1) : constants.Parameter(norm.Scale), norm.Width);
        var shift = _widths.Cut(norm.Shift is null ? constants.Filled(channels, 0) : constants.Parameter(norm.Shift), norm.Width);
        var running = options.Statistics == BatchNormStatistics.Running;
        if (options.ByMeans && !running)
        {
            return NormaliseByMeans(norm, x, scale, shift, scope);
        }

        var name = scope.Add(
            "BatchNormalization",
            norm.Name,
            [x, scale, shift, .. (running
                ? [constants.Parameter(norm.RunningMean), constants.Parameter(norm.RunningVariance)]
                : Unread(norm)).Select(s => _widths.Cut(s, norm.Width))],
            OnnxScope.Attribute("epsilon", (float)norm.Epsilon),
            OnnxScope.Attribute("momentum", 0f),
            OnnxScope.Attribute("training_mode", running ? 0 : 1));
        if (!running)
        {
            scope.AddOutput($"{norm.Name}.updated_mean");
            scope.AddOutput($"{norm.Name}.updated_var");
        }

        return name;
    }

    /// <summary>
    /// The statistics that training mode does not read but overwrites. ONNX Runtime merges small constants of equal values before that, so
    /// these must not equal any other: real statistics do not; others are stored beside and stand-ins of odd values take their place.
    /// </summary>
    private string[] Unread(BatchNorm norm)
    {
        ParameterReference[] statistics = [norm.RunningMean, norm.RunningVariance];
        var stored = statistics.All(constants.Has);
        string[] names = stored ? [.. statistics.Select(constants.Parameter)] : [];
        return stored && !statistics.Any(constants.IsUniform)
            ? names
            : [constants.Filled(norm.Shape.Channels, -48271.25f), constants.Filled(norm.Shape.Channels, 69621.75f)];
    }

    private string NormaliseByMeans(BatchNorm norm, string x, string scale, string shift, OnnxScope scope)
    {
        var (channels, axes) = (norm.Shape.Channels, constants.Integers(0, 2, 3));
        var mean = scope.Add("ReduceMean", $"{norm.Name}.mean", [x, axes]);
        var centred = scope.Add("Sub", $"{norm.Name}.centred", [x, mean]);
        var square = scope.Add("Mul", $"{norm.Name}.square", [centred, centred]);
        var variance = scope.Add("ReduceMean", $"{norm.Name}.variance", [square, axes], OnnxScope.Attribute("keepdims", 0));
        if (options.OutputStatistics)
        {
            var vector = scope.Add("Reshape", $"{norm.Name}.batch_mean", [mean, constants.Integers(channels)]);
            Statistics.AddRange([(vector, channels), (variance, channels)]);
        }

        return scope.Add(
            "BatchNormalization",
            norm.Name,
            [centred, scale, shift, _widths.Cut(constants.Filled(channels, 0), norm.Width), variance],
            OnnxScope.Attribute("epsilon", (float)norm.Epsilon));
    }

    private static AttributeProto[] Window(int kernel, int stride, int padding) =>
    [
        OnnxScope.Attribute("kernel_shape", kernel, kernel),
        OnnxScope.Attribute("strides", stride, stride),
        OnnxScope.Attribute("pads", padding, padding, padding, padding),
    ];
}
