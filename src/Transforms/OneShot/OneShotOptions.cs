using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Options;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.OneShot;

/// <summary>How one-shot scores are computed.</summary>
public sealed class OneShotOptions : ImageScoringOptions
{
    /// <summary>The paper's protocol; the reasons for missing scores are in the column <c>OneShotStatus</c>.</summary>
    public OneShotOptions()
    {
        StatusColumnName = "OneShotStatus";
        BatchSize = 256;
    }

    /// <summary>The number of validation images, the last ones of the set; null takes all.</summary>
    /// <value>null.</value>
    public int? ValidationSize { get; init; }

    /// <summary>Images that <see cref="BatchNormStatistics.Recalibrated"/> statistics are taken from: training images.</summary>
    /// <value>null.</value>
    public ImageSet? CalibrationImages { get; init; }

    /// <summary>What is run for an architecture. The scores are equal up to rounding.</summary>
    /// <value><see cref="SubnetExecution.Specialised"/>.</value>
    public SubnetExecution Execution { get; init; } = SubnetExecution.Specialised;

    /// <summary>Published behaviours to reproduce.</summary>
    /// <value>None.</value>
    public OneShotCompat Compat { get; init; }

    /// <summary>Whether the score of each batch becomes a column too: the score's name with <c>_b0</c>, <c>_b1</c> and so on.</summary>
    /// <value>false.</value>
    public bool KeepBatchScores { get; init; }

    /// <summary>
    /// Where networks run; null takes the GPU that the <c>MLContext</c> names, and the CPU where it names none. Not saved.
    /// </summary>
    /// <value>null.</value>
    public ExecutionDevice? Device { get; init; }

    /// <summary>The column of losses, negated so that higher is better.</summary>
    /// <value>null: the name of the column of accuracies with <c>Loss</c> appended.</value>
    public string? LossColumnName { get; init; }

    /// <summary>The number of validation images after resolving null.</summary>
    internal int EffectiveValidationSize => ValidationSize ?? Images?.Count ?? 0;

    /// <summary>The number of batches.</summary>
    internal int Batches => (EffectiveValidationSize + BatchSize - 1) / BatchSize;

    /// <inheritdoc/>
    private protected override OptionFaults Add(OptionFaults faults) =>
        base.Add(faults
            .Range(BatchSize, 2, 65536)
            .Require(ValidationSize is null or >= 1, Invariant(
                $"{nameof(ValidationSize)} must be at least 1, or null for all images (was {ValidationSize})."))
            .Require(
                Images is null || ValidationSize is null || ValidationSize <= Images.Count,
                Invariant($"{nameof(ValidationSize)} must be at most the number of images, {Images?.Count} (was {ValidationSize})."))
            .Require(
                Statistics is BatchNormStatistics.Batch or BatchNormStatistics.Running or BatchNormStatistics.Recalibrated,
                $"{nameof(Statistics)} must be {BatchNormStatistics.Batch}, {BatchNormStatistics.Running} "
                    + $"or {BatchNormStatistics.Recalibrated} (was {Statistics}).")
            .Require(
                (Statistics == BatchNormStatistics.Recalibrated) == (CalibrationImages is not null),
                $"{nameof(CalibrationImages)} go with {nameof(Statistics)} = {nameof(BatchNormStatistics.Recalibrated)}: "
                + $"{(CalibrationImages is null ? "set them" : "leave them out")}.")
            .Defined(Execution)
            .Require(
                Execution == SubnetExecution.Specialised || Statistics != BatchNormStatistics.Recalibrated,
                $"{nameof(BatchNormStatistics.Recalibrated)} statistics are an architecture's own: they need {nameof(Execution)} = "
                + $"{nameof(SubnetExecution.Specialised)}.")
            .Flags(Compat)
            .Require(
                Device is null || Enum.IsDefined(Device.Value),
                $"{nameof(Device)} must be one of {string.Join(", ", Enum.GetNames<ExecutionDevice>())} (was {Device})."));
}
