namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>The operations that are known.</summary>
internal sealed partial class GraphReader
{
    private Dictionary<string, Action<OnnxNodeView>> Handlers()
    {
        var handlers = new Dictionary<string, Action<OnnxNodeView>>(StringComparer.Ordinal)
        {
            ["Constant"] = ConstantNode,
            ["Identity"] = Identity,
            ["Dropout"] = Dropout,
            ["Cast"] = Pass,
            ["Conv"] = Convolution,
            ["BatchNormalization"] = Normalisation,
            ["LayerNormalization"] = LayerNormalisation,
            ["Gemm"] = Gemm,
            ["MatMul"] = MatMul,
            ["Einsum"] = Einsum,
            ["Relu"] = Rectifier,
            ["Softmax"] = SoftmaxNode,
            ["MaxPool"] = node => Pool(node, isMaximum: true),
            ["AveragePool"] = node => Pool(node, isMaximum: false),
            ["GlobalAveragePool"] = node => Reduce(node, Graph.Tensors.ReductionKind.Mean, global: true),
            ["GlobalMaxPool"] = node => Reduce(node, Graph.Tensors.ReductionKind.Max, global: true),
            ["ReduceMean"] = node => Reduce(node, Graph.Tensors.ReductionKind.Mean),
            ["ReduceSum"] = node => Reduce(node, Graph.Tensors.ReductionKind.Sum),
            ["ReduceMax"] = node => Reduce(node, Graph.Tensors.ReductionKind.Max),
            ["Shape"] = ShapeNode,
            ["Reshape"] = ReshapeNode,
            ["Flatten"] = Flatten,
            ["Squeeze"] = Squeeze,
            ["Unsqueeze"] = Unsqueeze,
            ["Transpose"] = Transpose,
            ["Concat"] = Concat,
            ["Split"] = Split,
            ["Slice"] = SliceNode,
            ["Gather"] = Gather,
            ["Expand"] = Expand,
            ["Pad"] = PadNode,
            ["ConstantOfShape"] = ConstantOfShape,
        };
        foreach (var kind in new[] { "Add", "Sub", "Mul", "Div", "Min", "Max", "Sum" })
        {
            handlers[kind] = ArithmeticNode;
        }

        foreach (var kind in Functions.Keys)
        {
            handlers[kind] = Function;
        }

        return handlers;
    }
}
