using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.WeightSharing.Probes;

/// <summary>Measurements of a supernet while it is trained; derive from <see cref="SupernetProbe"/> for others.</summary>
public static class SupernetProbes
{
    /// <summary>
    /// What is forgotten: how the loss of architectures rises between the step that trained them and the end of the epoch.
    /// </summary>
    /// <param name="architectures">Architectures per epoch.</param>
    /// <param name="every">Epochs between measurements.</param>
    /// <param name="images">Images of the validation part, the first ones.</param>
    /// <param name="batchSize">Images in a batch, which batch statistics are taken over.</param>
    public static SupernetProbe Forgetting(int architectures = 8, int every = 1, int images = 1000, int batchSize = 250) =>
        new ForgettingProbe(architectures, every, images, batchSize);

    /// <summary>
    /// Cosine similarity between two architectures' gradients of the parameters that they share (Ning et al. 2021, section 4.3): mean over
    /// pairs and parameters, and the means of parts of the network by the first word of the parameter's name.
    /// </summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="parts">Beginnings of parameter names, such as <c>stem</c>, <c>cells.0</c>, <c>classifier</c>: a value each.</param>
    /// <param name="every">Epochs between measurements.</param>
    /// <param name="images">Images of the validation part, in one batch.</param>
    public static SupernetProbe GradientSimilarity(
        IReadOnlyList<(Architecture First, Architecture Second)> pairs, IReadOnlyList<string> parts, int every = 1, int images = 256) =>
        new GradientSimilarityProbe(pairs, parts, every, images);

    /// <summary>
    /// One-shot accuracy of fixed architectures, and what a callback makes of it: their rank correlation with the truth, say.
    /// </summary>
    /// <param name="name">Name of the value that the callback gives.</param>
    /// <param name="architectures">The architectures.</param>
    /// <param name="every">Epochs between measurements.</param>
    /// <param name="judge">Maps the one-shot metrics, in the order of the architectures, to a number.</param>
    /// <param name="images">Images of the validation part to measure on, the first ones; null takes all.</param>
    /// <param name="batchSize">Images in a batch, which batch statistics are taken over.</param>
    public static SupernetProbe OneShotRanking(
        string name,
        IReadOnlyList<Architecture> architectures,
        int every,
        Func<IReadOnlyList<ImageMetrics>, double> judge,
        int? images = null,
        int batchSize = 250) => new OneShotRankingProbe(name, architectures, every, judge, images, batchSize);
}
