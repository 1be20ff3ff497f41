using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Options;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.ZeroShot;

/// <summary>How zero-shot scores are computed.</summary>
public sealed class ZeroShotOptions : ImageScoringOptions
{
    /// <summary>Batches of 64; the reasons for missing scores are in the column <c>ScoreStatus</c>.</summary>
    public ZeroShotOptions()
    {
        BatchSize = 64;
    }

    /// <summary>
    /// Number of batches; a score is the mean over them. The last one may be smaller and then counts by its images. The batch is never
    /// split.
    /// </summary>
    /// <value>1.</value>
    public int Batches { get; init; } = 1;

    /// <summary>The part of the images that batches are taken from.</summary>
    /// <value>All.</value>
    public ImagePart Part { get; init; }

    /// <summary>What happens to images before they are normalised.</summary>
    /// <value>Nothing, as to test images.</value>
    public ImageTransform Transform { get; init; } = ImageTransform.None;

    /// <summary>Which images are in the batches.</summary>
    /// <value>The first ones.</value>
    public BatchSelection Batch { get; init; } = BatchSelection.First;

    /// <summary>How pixels become values; null means CIFAR-10's mean and deviation for three channels, none for others.</summary>
    /// <value>null.</value>
    public ImageNormalisation? Normalisation { get; init; }

    /// <summary>Seed of the untrained weights.</summary>
    /// <value>0.</value>
    public long Seed { get; init; }

    /// <summary>
    /// Several seeds in place of <see cref="Seed"/>. A proxy then has the mean over them in the column of its name, their sample standard
    /// deviation in <c>name_sd</c> and each value in <c>name_seed20</c> and so on; a value that is missing for one seed is missing in the
    /// mean.
    /// </summary>
    /// <value>null: <see cref="Seed"/> alone.</value>
    public IReadOnlyList<long>? Seeds { get; init; }

    /// <summary>Distribution of the untrained weights.</summary>
    /// <value><see cref="InitialisationScheme.Reference"/>.</value>
    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Reference;

    /// <summary>Whether networks are run in float64 instead of float32.</summary>
    /// <value>false.</value>
    public bool DoublePrecision { get; init; }

    /// <summary>
    /// Where networks run: <see cref="ExecutionDevice.Cpu"/> or <see cref="ExecutionDevice.Cuda"/>; null takes the GPU that the
    /// <c>MLContext</c> names, and the CPU where it names none. Not saved, and no part of what a score depends on: devices differ in
    /// rounding.
    /// </summary>
    /// <value>null.</value>
    public ExecutionDevice? Device { get; init; }

    /// <summary>Which network stands for an architecture.</summary>
    /// <value><see cref="ScoredNetwork.Functional"/>.</value>
    public ScoredNetwork Form { get; init; } = ScoredNetwork.Functional;

    /// <summary>
    /// Size of the network; null means the benchmark's. Classes and size of the images are those of the images where it does not set
    /// them.
    /// </summary>
    /// <value>null.</value>
    public NetworkSize? Network { get; init; }

    /// <summary>Published behaviours to reproduce.</summary>
    /// <value>None.</value>
    public ZeroShotCompat Compat { get; init; }

    /// <inheritdoc/>
    private protected override OptionFaults Add(OptionFaults faults) =>
        base.Add(faults
            .Range(BatchSize, 2, 4096)
            .Range(Batches, 1, 64)
            .Defined(Part)
            .Defined(Initialisation)
            .Require(
                Statistics is BatchNormStatistics.Batch or BatchNormStatistics.Initial,
                $"{nameof(Statistics)} must be {BatchNormStatistics.Batch} or {BatchNormStatistics.Initial}, as an untrained network has "
                    + $"no others (was {Statistics}).")
            .Require(
                Device is null || Enum.IsDefined(Device.Value),
                $"{nameof(Device)} must be {nameof(ExecutionDevice.Cpu)} or {nameof(ExecutionDevice.Cuda)} (was {Device}).")
            .Defined(Form)
            .Flags(Compat)
            .Require(Batch is not null, $"{nameof(Batch)} must say which images (was null).")
            .Require(Transform is not null,
                $"{nameof(Transform)} must be {nameof(ImageTransform)}.{nameof(ImageTransform.None)} or another (was null).")
            .Require(
                Seeds is null || (Seeds.Count is >= 1 and <= 64 && Seeds.Distinct().Count() == Seeds.Count),
                Invariant($"{nameof(Seeds)} must be 1 to 64 different numbers, or null (was {string.Join(", ", Seeds ?? [])})."))
            .Require(Fits(out var available), Invariant(
                $"{nameof(BatchSize)} times {nameof(Batches)} must be at most the number of images, {available} ")
                + Invariant($"(was {BatchSize} times {Batches})."))
            .Require(IsForImages, Invariant(
                $"{nameof(Network)} must be for the images, {TransformedShape} in {Images?.Classes} classes, which must be ")
                + Invariant($"square: leave out its {nameof(Network.ImageSize)}, ")
                + Invariant($"{nameof(Network.ImageChannels)} and {nameof(Network.Classes)} (were {NetworkForImages?.ImageSize}, ")
                + Invariant($"{NetworkForImages?.ImageChannels} and {NetworkForImages?.Classes})."))
            .Within(Network is null ? null : Network.Validate, nameof(Network)));

    /// <summary>The size of the network with what it does not say taken from the images; null where it says nothing.</summary>
    internal NetworkSize? NetworkForImages => TransformedShape is not { } shape
        ? Network
        : (Network ?? new()).For(Images!.Classes, shape.Height, shape.Channels);

    private ImageShape? TransformedShape => Images is null ? null : Transform?.ShapeOf(Images.Shape);

    private bool IsForImages =>
        TransformedShape is not { } shape || Network is null || (NetworkForImages!.ImageSize == shape.Height
            && NetworkForImages.ImageSize == shape.Width
            && NetworkForImages.ImageChannels == shape.Channels
            && NetworkForImages.Classes >= Images!.Classes);

    private bool Fits(out int available)
    {
        available = Images is null || !Enum.IsDefined(Part) ? int.MaxValue : Images.Range(Part).Count;
        return (Batches == 1 ? BatchSize : ((Batches - 1) * BatchSize) + 2) <= available;
    }
}
