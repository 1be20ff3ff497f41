namespace NasPipelines.Networks.Onnx;

/// <summary>Writes the operations of a graph, each as one ONNX operation or a few.</summary>
internal sealed class OnnxOperations(NetworkGraph network, OnnxConstants constants, OnnxScope shared, OnnxNetworkOptions options)
{
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
                c.Bias is null ? [operands[0], constants.Parameter(c.Weight)] : [operands[0], constants.Parameter(c.Weight), constants.Parameter(c.Bias)],
                OnnxScope.Attribute("kernel_shape", c.Weight.Shape[2], c.Weight.Shape[3]),
                OnnxScope.Attribute("strides", c.Stride, c.Stride),
                OnnxScope.Attribute("pads", c.Padding, c.Padding, c.Padding, c.Padding),
                OnnxScope.Attribute("dilations", c.Dilation, c.Dilation),
                OnnxScope.Attribute("group", c.Groups)),
            BatchNorm n => Normalise(n, operands[0], scope),
            Relu => scope.Add("Relu", node.Name, operands),
            AvgPool p => scope.Add("AveragePool", p.Name, operands, [.. Window(p.Kernel, p.Stride, p.Padding), OnnxScope.Attribute("count_include_pad", 0)]),
            MaxPool p => scope.Add("MaxPool", p.Name, operands, Window(p.Kernel, p.Stride, p.Padding)),
            GlobalAvgPool => scope.Add("GlobalAveragePool", node.Name, operands),
            Linear l => scope.Add(
                "Gemm",
                l.Name,
                [scope.Add("Flatten", $"{l.Name}.flatten", operands), constants.Parameter(l.Weight), constants.Parameter(l.Bias)],
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
        _batch ??= shared.Add("Shape", OnnxNetwork.BatchDimension, [OnnxNetwork.Image], OnnxScope.Attribute("start", 0), OnnxScope.Attribute("end", 1));
        var sizes = constants.Integers(shape.Channels, shape.Height, shape.Width);
        var full = scope.Add("Concat", $"{name}.sizes", [_batch, sizes], OnnxScope.Attribute("axis", 0));
        return scope.Add("Expand", name, [constants.Scalar(0), full]);
    }

    private string Normalise(BatchNorm norm, string x, OnnxScope scope)
    {
        var channels = norm.Shape.Channels;
        var scale = norm.Scale is null ? constants.Filled(channels, 1) : constants.Parameter(norm.Scale);
        var shift = norm.Shift is null ? constants.Filled(channels, 0) : constants.Parameter(norm.Shift);
        if (options.Norms == OnnxNorms.BatchByMeans)
        {
            return NormaliseByMeans(norm, x, scale, shift, scope);
        }

        var running = options.Norms == OnnxNorms.Running;
        var name = scope.Add(
            "BatchNormalization",
            norm.Name,
            [x, scale, shift, .. running ? [constants.Parameter(norm.RunningMean), constants.Parameter(norm.RunningVariance)] : Unread(norm)],
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
    /// The statistics that training mode does not read but overwrites. ONNX Runtime merges small constants of equal values before that, so these must not
    /// equal any other: real statistics do not; others are stored beside and stand-ins of odd values take their place.
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
            [centred, scale, shift, constants.Filled(channels, 0), variance],
            OnnxScope.Attribute("epsilon", (float)norm.Epsilon));
    }

    private static AttributeProto[] Window(int kernel, int stride, int padding) =>
    [
        OnnxScope.Attribute("kernel_shape", kernel, kernel),
        OnnxScope.Attribute("strides", stride, stride),
        OnnxScope.Attribute("pads", padding, padding, padding, padding),
    ];
}
