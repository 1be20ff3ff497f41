namespace NasPipelines.Networks.Onnx;

/// <summary>What <see cref="OnnxNetwork"/> writes.</summary>
internal sealed record OnnxNetworkOptions
{
    /// <summary>
    /// What batch normalisations divide by: <see cref="BatchNormStatistics.Batch"/>, or <see cref="BatchNormStatistics.Running"/>
    /// statistics, which the parameters must have.
    /// </summary>
    public BatchNormStatistics Statistics { get; init; }

    /// <summary>
    /// Whether the statistics of the batch are written as means and not as <c>BatchNormalization</c> in training mode, which some providers
    /// lack.
    /// </summary>
    public bool ByMeans { get; init; }

    /// <summary>
    /// Whether the mean and the variance that each normalisation finds in the batch are outputs too; with <see cref="ByMeans"/>.
    /// </summary>
    public bool OutputStatistics { get; init; }

    /// <summary>Name of the graph.</summary>
    public string Name { get; init; } = "network";

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
