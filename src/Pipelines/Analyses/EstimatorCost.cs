using System.Globalization;

namespace NasPipelines.Analyses;

/// <summary>What an estimator costs and how good it is.</summary>
internal sealed class EstimatorCost : PrintedResult
{
    /// <summary>The cost and quality of an estimator.</summary>
    /// <param name="name">The estimator.</param>
    /// <param name="quality">Its quality, higher is better, such as Kendall's tau.</param>
    /// <param name="secondsPerArchitecture">Seconds to score one architecture.</param>
    /// <param name="trainingSeconds">Seconds spent once, before any score: the training of a supernet; 0 for zero-shot estimators.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Seconds are negative.</exception>
    public EstimatorCost(string name, double quality, double secondsPerArchitecture, double trainingSeconds = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(secondsPerArchitecture);
        ArgumentOutOfRangeException.ThrowIfNegative(trainingSeconds);
        (Name, Quality, SecondsPerArchitecture, TrainingSeconds) = (name, quality, secondsPerArchitecture, trainingSeconds);
    }

    /// <summary>The estimator.</summary>
    public string Name { get; }

    /// <summary>Its quality, higher is better.</summary>
    public double Quality { get; }

    /// <summary>Seconds to score one architecture.</summary>
    public double SecondsPerArchitecture { get; }

    /// <summary>Seconds spent once, before any score.</summary>
    public double TrainingSeconds { get; }

    /// <summary>Seconds per architecture with the training shared among all that are scored.</summary>
    /// <param name="architectures">How many architectures are scored, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one architecture.</exception>
    public double Amortised(long architectures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(architectures, 1);
        return SecondsPerArchitecture + TrainingSeconds / architectures;
    }

    /// <summary>
    /// The number of architectures from which on this estimator is the cheaper of the two; 0 where it always is, infinity where it never
    /// is.
    /// </summary>
    /// <param name="other">The estimator compared with.</param>
    /// <example>3,600 s of training and 0.5 s each, against 2.5 s each without training: 1,800 architectures.</example>
    public double BreakEven(EstimatorCost other)
    {
        ArgumentNullException.ThrowIfNull(other);
        double training = TrainingSeconds - other.TrainingSeconds, each = other.SecondsPerArchitecture - SecondsPerArchitecture;
        return training <= 0 && each >= 0 ? 0 : each > 0 ? training / each : double.PositiveInfinity;
    }

    /// <summary>The estimators that no other one beats in quality at the same or lower cost, cheapest first.</summary>
    /// <param name="estimators">The estimators.</param>
    /// <param name="architectures">How many architectures are scored, at least 1.</param>
    public static IReadOnlyList<EstimatorCost> Frontier(IEnumerable<EstimatorCost> estimators, long architectures)
    {
        ArgumentNullException.ThrowIfNull(estimators);
        List<EstimatorCost> frontier = [];
        var cheapestFirst = estimators.Where(e => !double.IsNaN(e.Quality))
            .OrderBy(e => e.Amortised(architectures)).ThenByDescending(e => e.Quality).ThenBy(e => e.Name, StringComparer.Ordinal);
        foreach (var next in cheapestFirst)
        {
            if (frontier.Count == 0 || next.Quality > frontier[^1].Quality)
            {
                frontier.Add(next);
            }
        }

        return frontier;
    }

    /// <summary>Name, quality and cost.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Quality:F3} at {SecondsPerArchitecture:G4} s per architecture after {TrainingSeconds:G4} s");
}
