namespace NasPipelines.Training;

/// <summary>An epoch of supernet training.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="Loss">Mean training loss over steps and paths.</param>
/// <param name="Accuracy">Share of training images classified right by the paths that were trained.</param>
/// <param name="LearningRate">The rate of the last step.</param>
/// <param name="GradientNorm">Mean norm of the gradient before clipping.</param>
/// <param name="Seconds">Wall time of the epoch, probes left out.</param>
/// <param name="ImagesPerSecond">Images of the epoch times paths, per second.</param>
/// <param name="Probes">What probes measured, by name.</param>
public sealed record SupernetEpoch(
    int Epoch,
    double Loss,
    double Accuracy,
    double LearningRate,
    double GradientNorm,
    double Seconds,
    double ImagesPerSecond,
    IReadOnlyDictionary<string, double> Probes);

/// <summary>How far the training of a supernet is.</summary>
/// <param name="Last">The epoch that finished last.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="Remaining">Time left at the rate of this run.</param>
public sealed record SupernetProgress(SupernetEpoch Last, int Epochs, TimeSpan Remaining);
