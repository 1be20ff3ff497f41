namespace NasPipelines.Networks.Onnx;

/// <summary>How batch normalisations are written.</summary>
internal enum OnnxNorms
{
    /// <summary>With the statistics of the batch: <c>BatchNormalization</c> in training mode.</summary>
    Batch,

    /// <summary>With the statistics of the batch, written as means: for execution providers without training mode.</summary>
    BatchByMeans,

    /// <summary>With running statistics, which the parameters must have.</summary>
    Running,
}

/// <summary>What <see cref="OnnxNetwork"/> writes.</summary>
internal sealed record OnnxNetworkOptions
{
    public OnnxNorms Norms { get; init; }

    /// <summary>Whether the mean and the variance that each normalisation finds in the batch are outputs too; with <see cref="OnnxNorms.BatchByMeans"/>.</summary>
    public bool OutputStatistics { get; init; }

    /// <summary>Name of the graph.</summary>
    public string Name { get; init; } = "network";

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
