using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Analyses;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>
/// How well trainings of the same architectures with other seeds agree, and what noise in the truth leaves an estimator to reach.
/// </summary>
/// <remarks>
/// The agreement takes each training as the score and the mean of the others as the truth, over the architectures that have all trainings;
/// it is the mean over the trainings. With two trainings, it is how well the one ranks by the other. It is no ceiling: a training carries
/// noise of its own, so that an estimator that knew the accuracy without noise would do better. <see cref="Ceiling"/> corrects for that.
/// </remarks>
public sealed class TrainingAgreement : PrintedResult
{
    private readonly ImmutableArray<double[]> _trainings;

    private TrainingAgreement(ImmutableArray<double[]> trainings, ImmutableArray<RankingEvaluation> perTraining)
    {
        (_trainings, PerTraining) = (trainings, perTraining);
        Values =
        [
            .. perTraining[0][0].Values.Select((v, c) => KeyValuePair.Create(v.Key, perTraining.Average(e => e[0].Values[c].Value.Value))),
        ];
    }

    /// <summary>Number of architectures with all trainings.</summary>
    public int Rows => _trainings[0].Length;

    /// <summary>Number of trainings.</summary>
    public int Trainings => _trainings.Length;

    /// <summary>The agreement by every criterion; NaN where it is undefined.</summary>
    public ImmutableArray<KeyValuePair<Criterion, double>> Values { get; }

    /// <summary>For each training its evaluation against the mean of the others.</summary>
    internal ImmutableArray<RankingEvaluation> PerTraining { get; }

    /// <summary>The agreement by the first criterion with this name and, for a criterion on a top or bottom share, this ratio.</summary>
    /// <param name="criterion">A criterion's name, such as <c>kendall</c>.</param>
    /// <param name="ratio">K; null for a criterion without one.</param>
    /// <exception cref="KeyNotFoundException">The criterion was not evaluated.</exception>
    public double this[string criterion, double? ratio = null]
    {
        get
        {
            foreach (var (candidate, value) in Values)
            {
                if (candidate.Name == criterion && (candidate as RatioCriterion)?.Ratio == ratio)
                {
                    return value;
                }
            }

            throw new KeyNotFoundException(
                $"No criterion '{criterion}' was evaluated; known are {string.Join(", ", Values.Select(v => v.Key.Name).Distinct())}.");
        }
    }

    /// <summary>
    /// The value that an estimator would reach that knew every architecture's accuracy without noise, against the mean of some trainings as
    /// the truth; undefined where trainings do not agree at all.
    /// </summary>
    /// <remarks>
    /// Assumes that accuracy and noise are Gaussian, the noise of every training independent and of one variance, and the estimator
    /// ignorant of the trainings that are the truth: a column that is one of them, or was chosen by them, can exceed it. From the mean
    /// agreement of two trainings follows the reliability of one, r = sin(π τ / 2) (Greiner 1909), of the mean of m by Spearman and Brown
    /// (1910), m r / (1 + (m - 1) r); its square root is the correlation of the truth with the accuracy without noise (Spearman 1904), and
    /// τ = 2/π arcsin of that. Where the truth is the mean of the very trainings compared, m is their number. Other distributions, such as
    /// accuracies with a crowded top, shift it by some hundredths.
    /// </remarks>
    /// <example>τ = .612 between two trainings: r = .820, against one training τ = .721, against the mean of two .796.</example>
    /// <param name="criterion"><c>kendall</c>, <c>spearman</c> or <c>pearson</c>.</param>
    /// <param name="trainings">Number of trainings whose mean is the truth, at least 1.</param>
    /// <exception cref="ArgumentException">There is no such correction for the criterion.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one training.</exception>
    public ScoreValue Ceiling(string criterion, int trainings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trainings, 1);
        var (correlation, value) = Attenuation.Of(criterion);
        var reliability = correlation(PairwiseAgreement.Of(Criteria.Get(criterion), _trainings).Value);
        return reliability > 0
            ? value(Math.Sqrt(Math.Min(1, trainings * reliability / (1 + ((trainings - 1) * reliability)))))
            : ScoreValue.Missing("the trainings do not agree");
    }

    /// <summary>
    /// A value as a share of the agreement, both counted from the chance level: 0 is chance, 1 is what a further training reaches. NaN
    /// where either is undefined.
    /// </summary>
    /// <param name="criterion">The criterion, as evaluated.</param>
    /// <param name="value">An estimator's value.</param>
    /// <param name="sample">The estimator's sample, for the chance level.</param>
    internal double ShareOf(Criterion criterion, double value, RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        var chance = criterion.ChanceOf(sample);
        return (value - chance) / (this[criterion.Name, (criterion as RatioCriterion)?.Ratio] - chance);
    }

    /// <summary>The agreement by every criterion, and the ceiling of Kendall's tau.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Trainings} trainings of {Rows} "
            + $"architectures: {string.Join(", ", Values.Select(v => FormattableString.Invariant($"{v.Key.Label} {v.Value:F3}")))}")
        + $"; ceiling of KD {Ceiling("kendall", 1)} against one, {Ceiling("kendall", Trainings)} against the mean of all";

    /// <exception cref="ArgumentException">Fewer than two trainings, lengths differ, or no architecture has all of them.</exception>
    internal static TrainingAgreement Compute(IReadOnlyList<double[]> trainings, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainings);
        if (trainings.Count < 2)
        {
            throw new ArgumentException($"Agreement needs at least two trainings (were {trainings.Count}).", nameof(trainings));
        }

        var rows = CompleteRows.Of([.. trainings]);
        ImmutableArray<double[]> complete = [.. trainings.Select(t => rows.Take(t))];
        return new(complete, [.. complete.Select((training, i) => RankingEvaluation.Compute(
            $"mean of the trainings but {i + 1}",
            [.. Enumerable.Range(0, training.Length).Select(row => complete.Where((_, j) => j != i).Average(t => t[row]))],
            [new($"training {i + 1}", training)],
            options))]);
    }
}
