using NasPipelines.Networks;

namespace NasPipelines.Training;

/// <summary>The part of a checkpoint that is text.</summary>
/// <param name="Space">Name of the search space.</param>
/// <param name="Network">Size and form of the network.</param>
/// <param name="Recipe">The recipe, in a line; training goes on only under the same.</param>
/// <param name="Images">SHA-256 of the images.</param>
/// <param name="Mean">Means of the normalisation.</param>
/// <param name="Deviation">Deviations of the normalisation.</param>
/// <param name="Epochs">Every epoch of training.</param>
/// <param name="Touched">Names of the parameters that have had a gradient.</param>
/// <param name="Kept">The architectures that pruning has left; null before it.</param>
internal sealed record SupernetCheckpointHeader(
    string Space,
    NetworkOptions Network,
    string Recipe,
    string Images,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Deviation,
    IReadOnlyList<SupernetEpoch> Epochs,
    IReadOnlyList<string> Touched,
    IReadOnlyList<string>? Kept);
