using NasPipelines.Networks;
using NasPipelines.Options;

namespace NasPipelines.Trainers.WeightSharing.Checkpoints;

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
    IReadOnlyList<string>? Kept)
{
    /// <summary>
    /// Checks what was read of a file: nothing that is needed may be missing, and every value must be one that training writes.
    /// </summary>
    /// <exception cref="ArgumentException">Some field is missing or wrong; the message names all of them.</exception>
    public void Check() => new OptionFaults()
        .NotEmpty(Space, "a search space")
        .Require(Network is not null, "Network is missing.")
        .Within(() => Network?.Validate(), nameof(Network))
        .Require(Recipe is not null, "Recipe is missing.")
        .Require(Images is not null, "Images is missing.")
        .Require(Mean is { Count: > 0 }, "Mean is missing.")
        .Require(Deviation is { Count: > 0 } && Deviation.Count == Mean?.Count, "Deviation is missing or of another length than Mean.")
        .Require(Epochs is not null
            && Epochs.All(epoch => epoch is { Probes: not null }), "Epochs is missing, or one of them lacks its Probes.")
        .Require(Touched is not null && !Touched.Contains(null!), "Touched is missing, or a name in it.")
        .Require(Kept is null || !Kept.Contains(null!), "Kept lacks an architecture.")
        .Throw();
}
