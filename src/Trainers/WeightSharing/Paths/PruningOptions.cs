using NasPipelines.Options;
using static System.FormattableString;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>
/// One-shot pruning (Ning et al. 2021, section 5.4): after some epochs only the architectures of the best one-shot accuracy go on being
/// trained.
/// </summary>
public sealed class PruningOptions
{
    /// <summary>Epochs before pruning.</summary>
    /// <value>600.</value>
    public int AfterEpoch { get; init; } = 600;

    /// <summary>Share of the candidates that are kept.</summary>
    /// <value>0.1.</value>
    public double Keep { get; init; } = 0.1;

    /// <summary>Images of the validation part, the first ones, that candidates are measured on.</summary>
    /// <value>1000.</value>
    public int Images { get; init; } = 1000;

    /// <summary>Images in a batch of measuring.</summary>
    /// <value>250.</value>
    public int BatchSize { get; init; } = 250;

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">The message lists every fault.</exception>
    internal void Validate() => new OptionFaults()
        .Range(AfterEpoch, 1, 1_000_000)
        .Range(Images, 2, int.MaxValue)
        .Range(BatchSize, 2, 65536)
        .Require(Keep is > 0 and <= 1, Invariant($"{nameof(Keep)} must be in (0, 1] (was {Keep})."))
        .Throw();

    internal string Describe() => Invariant($"pruned to {Keep} after epoch {AfterEpoch} on {Images} images in batches of {BatchSize}");
}
