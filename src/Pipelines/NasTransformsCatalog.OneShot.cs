using NasPipelines.OneShot;
using NasPipelines.Stages;

namespace NasPipelines;

public sealed partial class NasTransformsCatalog
{
    /// <summary>
    /// Adds one-shot scores: the accuracy of each architecture with a supernet's weights, and beside it the loss, negated so that higher is better, in a
    /// column with <c>Loss</c> appended to the name.
    /// <list type="table">
    /// <item><term>Needs training?</term><description>No; the supernet is trained beforehand. Fitting reads and checks its file.</description></item>
    /// <item><term>Reads</term><description>The column of architectures.</description></item>
    /// <item><term>Adds</term><description>Two <c>Double</c> columns, and two per batch where batch scores are kept.</description></item>
    /// <item><term>Deterministic?</term><description>Yes: a score depends on the supernet, the architecture, the images and the options only.</description></item>
    /// <item><term>Saveable?</term><description>Yes; the model names the supernet and the image files with their SHA-256, which are checked when it is used.</description></item>
    /// </list>
    /// </summary>
    /// <param name="outputColumnName">The column of accuracies, 0 to 1.</param>
    /// <param name="modelPath">The supernet, an <c>.onnx</c> file.</param>
    /// <param name="options">Images, batch size and the rest.</param>
    /// <exception cref="ArgumentException">An option is out of range, or images are missing.</exception>
    public ScoringEstimator OneShot(string outputColumnName, string modelPath, OneShotOptions options) =>
        ScoringEstimator.OneShot(Context, outputColumnName, modelPath, options);
}
