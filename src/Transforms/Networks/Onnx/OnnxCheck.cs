namespace NasPipelines.Networks.Onnx;

/// <summary>
/// Checks a model from outside before ONNX Runtime sees it: known operations, nothing outside the file, tensors of the size they claim.
/// Fields that are not known are dropped when a model is read, so what is checked here is all there is.
/// </summary>
internal sealed class OnnxCheck
{
    private const int MaxNodes = 1_000_000;
    private const int MaxDepth = 64;

    private static readonly HashSet<string> Operations = new(StringComparer.Ordinal)
    {
        "Add", "And", "AveragePool", "BatchNormalization", "Concat", "Conv", "Equal", "Expand", "Flatten", "Gather", "Gemm",
        "GlobalAveragePool",
        "Identity", "If", "MaxPool", "Mul", "Or", "Pad", "ReduceMean", "Relu", "Reshape", "Shape", "Slice", "Sub",
    };

    private int _nodes;

    private OnnxCheck()
    {
    }

    /// <exception cref="InvalidDataException">Something is not as <see cref="OnnxNetwork"/> writes it.</exception>
    public static void Verify(ModelProto model)
    {
        Require(model.Graph is not null, "it has no graph");
        Require(model.IrVersion is >= 3 and <= OnnxNetwork.IrVersion,
            $"its IR version is {model.IrVersion}, 3 to {OnnxNetwork.IrVersion} are read");
        Require(model.TrainingInfo.Count == 0 && model.Functions.Count == 0, "it has training information or functions of its own");
        Require(
            model.OpsetImport.Count == 1 && model.OpsetImport[0] is { Domain.Length: 0, Version: OnnxNetwork.Opset },
            $"its operator sets are {string.Join(", ", model.OpsetImport.Select(o => $"'{o.Domain}' {o.Version}"))}; only ONNX's own, "
                + $"version {OnnxNetwork.Opset}, is read");
        new OnnxCheck().Verify(model.Graph!, 0);
    }

    private void Verify(GraphProto graph, int depth)
    {
        Require(depth <= MaxDepth, $"its branches are nested deeper than {MaxDepth}");
        Require(graph.SparseInitializer.Count == 0, $"graph '{graph.Name}' has sparse values");
        Require((_nodes += graph.Node.Count) <= MaxNodes, $"it has more than {MaxNodes} operations");
        graph.ValueInfo.Clear();
        foreach (var tensor in graph.Initializer)
        {
            Verify(tensor);
        }

        foreach (var node in graph.Node)
        {
            var known = node.Domain.Length == 0 && Operations.Contains(node.OpType);
            Require(known, $"operation '{node.Name}' is "
                + $"'{node.Domain}{(node.Domain.Length > 0 ? "." : string.Empty)}{node.OpType}', which no network here has");
            foreach (var attribute in node.Attribute)
            {
                Verify(attribute, node, depth);
            }
        }
    }

    private void Verify(AttributeProto attribute, NodeProto node, int depth)
    {
        switch (attribute.Type)
        {
            case AttributeProto.Types.AttributeType.Float or AttributeProto.Types.AttributeType.Int
                or AttributeProto.Types.AttributeType.Ints:
                break;
            case AttributeProto.Types.AttributeType.Graph when attribute.G is not null && node.OpType == "If":
                Verify(attribute.G, depth + 1);
                break;
            default:
                throw new InvalidDataException(
                    $"operation '{node.Name}' has the attribute '{attribute.Name}' of type {attribute.Type}, which no network here has");
        }
    }

    private static void Verify(TensorProto tensor)
    {
        Require(
            tensor.DataLocation == TensorProto.Types.DataLocation.Default && tensor.ExternalData.Count == 0,
            $"the values of '{tensor.Name}' are outside the file");
        Require(
            tensor.FloatData.Count + tensor.Int32Data.Count + tensor.Int64Data.Count + tensor.DoubleData.Count == 0,
            $"the values of '{tensor.Name}' are not in its raw_data; values in lists such as float_data and int64_data are not read: save "
                + "the model with raw data");
        var width = (TensorProto.Types.DataType)tensor.DataType switch
        {
            TensorProto.Types.DataType.Float => sizeof(float),
            TensorProto.Types.DataType.Int64 => sizeof(long),
            _ => throw new InvalidDataException($"'{tensor.Name}' is of data type {tensor.DataType}; float (1) and int64 (7) are read"),
        };
        var bytes = tensor.Dims.Aggregate(
            (decimal)width,
            (product, size) => product >= 0 && size is >= 0 and <= int.MaxValue ? Math.Min(product * size, long.MaxValue) : -1);
        Require(bytes == tensor.RawData.Length,
            $"'{tensor.Name}' of {(tensor.Dims.Count == 0 ? "one value" : $"{string.Join('×', tensor.Dims)} values")} has "
                + $"{tensor.RawData.Length} bytes of raw data");
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException(fault);
        }
    }
}
