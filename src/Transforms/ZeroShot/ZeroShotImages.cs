using NasPipelines.Images;

namespace NasPipelines.ZeroShot;

/// <summary>Which images scores are computed on.</summary>
/// <param name="Content">SHA-256 of the batches' pixels and labels, as <see cref="ZeroShotBatch"/> writes them.</param>
/// <param name="BatchSize">Images in a batch; the last one may be smaller.</param>
/// <param name="Count">Images in all.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Mean">Mean of each channel, subtracted.</param>
/// <param name="Deviation">Deviation of each channel, divided by.</param>
/// <param name="Source">Where the images are from, for people: scores do not depend on it.</param>
internal sealed record ZeroShotImages(
    string Content,
    int BatchSize,
    int Count,
    int Channels,
    int Height,
    int Width,
    int Classes,
    IReadOnlyList<double> Mean,
    IReadOnlyList<double> Deviation,
    ZeroShotImageSource? Source)
{
    public static ZeroShotImages Of(ImageSet images, ZeroShotOptions options, ZeroShotBatch batch)
    {
        var normalisation = options.Normalisation ?? ImageNormalisation.UsualOf(images.Shape.Channels);
        var shape = options.Transform.ShapeOf(images.Shape);
        return new(
            batch.Content.Sha256,
            options.BatchSize,
            batch.Count,
            shape.Channels,
            shape.Height,
            shape.Width,
            images.Classes,
            [.. normalisation.Mean],
            [.. normalisation.StandardDeviation],
            new(images.ToString(), images.Sha256, options.Part, options.Batch.ToString()!, options.Transform.ToString()!));
    }
}

/// <summary>Where images are from.</summary>
/// <param name="Set">The set, in words.</param>
/// <param name="Sha256">The hash of the whole set.</param>
/// <param name="Part">The part of it that batches are taken from.</param>
/// <param name="Selection">Which images of the part.</param>
/// <param name="Transform">What was done to them.</param>
internal sealed record ZeroShotImageSource(string Set, string Sha256, ImagePart Part, string Selection, string Transform);
