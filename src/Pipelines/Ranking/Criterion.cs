using NasPipelines.Evaluation;
using NasPipelines.Files;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// A measure of how well scores rank architectures against their true quality. Higher scores and higher truths are better.
/// </summary>
/// <remarks>
/// One of your own is a subclass, passed wherever criteria are taken; a new one of the product is one file and one line in
/// <see cref="Criteria.All"/>. A criterion is a pure function of the sample: it keeps no state and is safe to use from several threads.
/// Its cost must stay in O(n log n), since it is evaluated on whole search spaces and on thousands of resamples of them.
/// </remarks>
public abstract class Criterion
{
    /// <summary>The name in data and on the command line, such as <c>kendall</c> or <c>precisionAtTop</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The short heading in tables, in the literature's notation, such as <c>KD</c> or <c>P@top5%</c>.</summary>
    public abstract string Label { get; }

    /// <summary>What it says, in a line for people.</summary>
    /// <value>The heading, where a criterion has nothing more to say.</value>
    public virtual string Description => Label;

    /// <summary>Which values are good.</summary>
    public abstract ScoreDirection Direction { get; }

    /// <summary>The expected value if the scores were random, independent of the truth and free of ties.</summary>
    /// <param name="sample">The scores and the truth.</param>
    public abstract double Chance(RankedSample sample);

    /// <summary>The value of the criterion on a pair of columns.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The estimator's scores of the same architectures, higher is better.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN (apply a <see cref="MissingScores"/> policy
    /// first).</exception>
    public ScoreValue Evaluate(ReadOnlySpan<double> truth, ReadOnlySpan<double> scores) => Evaluate(RankedSample.Of(truth, scores));

    /// <summary>The value of the criterion on a sample that is already ranked; several criteria can share one.</summary>
    /// <param name="sample">The scores and the truth.</param>
    public ScoreValue Evaluate(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Count == 0)
        {
            return ScoreValue.Missing("there are no rows");
        }

        try
        {
            return Compute(sample);
        }
        catch (Exception e) when (IsOwn && e is not (OutOfMemoryException or OperationCanceledException))
        {
            // A criterion of somebody's own: the others go on.
            return ScoreValue.Missing($"{GetType().Name} threw {e.GetType().Name}: {ShownText.Of(e.Message, 200)}");
        }
    }

    /// <summary>The chance level; NaN where a criterion of somebody's own has none.</summary>
    internal double ChanceOf(RankedSample sample)
    {
        try
        {
            return Chance(sample);
        }
        catch (Exception e) when (IsOwn && e is not (OutOfMemoryException or OperationCanceledException))
        {
            return double.NaN;
        }
    }

    private bool IsOwn => GetType().Assembly != typeof(Criterion).Assembly;

    /// <summary>Computes the value on a sample of at least one row.</summary>
    /// <param name="sample">The scores and the truth, with their rankings.</param>
    protected abstract ScoreValue Compute(RankedSample sample);

    /// <summary>The heading.</summary>
    public override string ToString() => Label;
}

/// <summary>
/// A correlation between scores and truth: in [-1, 1], higher is better, 0 by chance, undefined where a column is constant.
/// </summary>
internal abstract class CorrelationCriterion : Criterion
{
    /// <inheritdoc/>
    public sealed override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public sealed override double Chance(RankedSample sample) => 0;

    /// <inheritdoc/>
    protected sealed override ScoreValue Compute(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.WhyNoCorrelation() is { } reason ? ScoreValue.Missing(reason) : Correlate(sample);
    }

    /// <summary>Computes the correlation of a sample of at least two rows, neither column constant.</summary>
    /// <param name="sample">The scores and the truth, with their rankings.</param>
    protected abstract ScoreValue Correlate(RankedSample sample);
}
