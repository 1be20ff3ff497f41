using NasPipelines.Images;

namespace NasPipelines.Training;

/// <summary>What a stand-alone training gave.</summary>
/// <param name="Test">Accuracy and loss on the test images, with running statistics.</param>
/// <param name="TrainLosses">Mean training loss of each epoch, on augmented images.</param>
/// <param name="TrainAccuracy">Accuracy of the last epoch on the augmented training images as they were seen.</param>
/// <param name="Seconds">Wall time, evaluation included.</param>
public sealed record StandaloneResult(ImageMetrics Test, IReadOnlyList<double> TrainLosses, double TrainAccuracy, double Seconds);
