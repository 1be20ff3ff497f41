using System.Diagnostics;
using NasPipelines.Architectures;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;

namespace NasPipelines.Training;

/// <summary>One-shot accuracy and loss of architectures with the weights of a checkpoint, batch normalisations with the statistics of the batch.</summary>
/// <threadsafety>Safe for use by several threads, which wait for each other.</threadsafety>
internal sealed class SupernetScorer : IArchitectureScorer
{
    public const string Accuracy = "oneshot_acc";
    public const string Loss = "oneshot_loss";
    private readonly object _gate = new();
    private readonly SupernetWeights _weights;
    private readonly ImageSet _images;
    private readonly int _batchSize;
    private readonly int _threads;

    public SupernetScorer(SupernetCheckpoint checkpoint, ImageSet images, int batchSize, int threads)
    {
        _weights = new SupernetWeights(checkpoint);
        (_images, _batchSize, _threads) = (images, batchSize, threads);
        Provenance = $"supernet/1 {checkpoint.Identity} images {images.Sha256} batch {batchSize}";
    }

    public SearchSpace Space => _weights.Supernet.Space;

    // The encodings of a class use different weights of the supernet.
    public IReadOnlyList<ScoreDescription> Scores { get; } =
        [new(Accuracy, ScoreDirection.HigherIsBetter, DependsOnEncoding: true), new(Loss, ScoreDirection.LowerIsBetter, DependsOnEncoding: true)];

    public string Specification => Provenance;

    public string SpecificationOf(int score) => Specification;

    public string Provenance { get; }

    public string KeyOf(Architecture architecture) => architecture.Text;

    public ScoreRow Score(Architecture architecture, CancellationToken cancellation) => ScoreEncoding(architecture);

    public ScoreRow ScoreEncoding(Architecture architecture)
    {
        lock (_gate)
        {
            using var isolated = NasRuntime.Isolate(_threads);
            var clock = Stopwatch.GetTimestamp();
            var metrics = _weights.View.Evaluate(architecture, _images, _batchSize);
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            return new([metrics.Accuracy, metrics.Loss], [seconds, seconds]);
        }
    }

    public void Dispose() => _weights.Dispose();
}
