namespace NasPipelines.Networks.Graph;

/// <summary>
/// The blocks that search spaces are made of, on a graph being written: convolutions with their normalisations, as the options ask for
/// them.
/// </summary>
internal sealed class NetworkBlocks(NetworkOptions options)
{
    /// <summary>The graph being written; its operation 0 is the image.</summary>
    public NetworkGraphBuilder Graph { get; } = new(new FeatureShape(options.ImageChannels, options.ImageSize, options.ImageSize));

    /// <summary>A batch normalisation, or the operand itself in a network without.</summary>
    public int Norm(int x, string name, bool affine) =>
        options.Normalisation == NetworkNormalisation.Full ? Graph.BatchNorm(x, name, affine) : x;

    /// <summary>A convolution and its normalisation <c>name.bn</c>.</summary>
    public int ConvNorm(int x, string name, int channels, int kernel, int stride = 1, bool affine = true, int groups = 1) =>
        Norm(Graph.Conv2d(x, name, channels, kernel, stride, groups: groups), $"{name}.bn", affine);

    /// <summary>A convolution, its normalisation and a ReLU.</summary>
    public int ConvNormRelu(int x, string name, int channels, int kernel, int stride = 1, bool affine = true, int groups = 1) =>
        Graph.Relu(ConvNorm(x, name, channels, kernel, stride, affine, groups), $"{name}.relu");

    /// <summary>A ReLU, a convolution and its normalisation.</summary>
    public int ReluConvNorm(int x, string name, int channels, int kernel, int stride = 1, bool affine = true) =>
        ConvNorm(Graph.Relu(x, $"{name}.relu"), name, channels, kernel, stride, affine);

    /// <summary>A ReLU, a convolution of each channel, one across channels, and a normalisation.</summary>
    public int ReluSeparableNorm(int x, string name, int kernel, int stride, int dilation, bool affine)
    {
        var channels = Graph.ShapeOf(x).Channels;
        var depthwise = Graph.Conv2d(
            Graph.Relu(x, $"{name}.relu"), $"{name}.depthwise", channels, kernel, stride, dilation: dilation, groups: channels);
        return Norm(Graph.Conv2d(depthwise, $"{name}.pointwise", channels, 1), $"{name}.bn", affine);
    }

    /// <summary>Global pooling and the classifier.</summary>
    public NetworkGraph Classify(int x) => Graph.Build(Graph.Linear(Graph.GlobalAvgPool(x, "head.pool"), "classifier", options.Classes));
}
