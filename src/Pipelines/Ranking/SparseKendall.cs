using System.Globalization;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Sparse tau: tau-b after the truth is rounded to multiples of a step, so that differences smaller than the truth's noise do not count.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance; undefined where the scores or the rounded truth are constant. Halves round to even. Yu et
/// al., "Evaluating the search phase of neural architecture search" (ICLR 2020); aw_nas rounds accuracies to whole per cents.
/// </remarks>
/// <example>Scores 1, 3, 2 and truth 90.1, 90.3, 91 with step 1: the first two truths tie at 90; one pair agrees, one disagrees:
/// 0.</example>
internal sealed class SparseKendall : CorrelationCriterion
{
    /// <summary>Creates the criterion for a step.</summary>
    /// <param name="step">The step in the truth's unit: 1 is one per cent where accuracies are in per cent, 0.01 where they are
    /// fractions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive and finite.</exception>
    public SparseKendall(double step = 1)
    {
        if (!(step > 0 && double.IsFinite(step)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(step), step, $"The step must be positive and finite (was {step.ToString(CultureInfo.InvariantCulture)}).");
        }

        Step = step;
    }

    /// <summary>What the truth is rounded to multiples of, in the truth's unit.</summary>
    public double Step { get; }

    /// <inheritdoc/>
    public override string Name => "sparseKendall";

    /// <inheritdoc/>
    public override string Label => "sparse KD";

    /// <inheritdoc/>
    public override string Description => "tau-b of the truth rounded to a step, so that differences within its noise do not count";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample)
    {
        var coarse = sample.TruthAndControls.Once(this, rows => rows.Truth.Coarse(CoarseRanks(rows.Truth)));
        return coarse.Distinct == 1
            ? ScoreValue.Missing($"the truth is constant when rounded to multiples of {Step.ToString(CultureInfo.InvariantCulture)}")
            : KendallTauB.Of(coarse.Distinct == sample.Truth.Distinct ? sample.Pairs : sample.PairsWith(coarse));
    }

    // Rounding keeps the order, so each rank maps to a rank.
    private int[] CoarseRanks(RankedColumn truth)
    {
        var coarse = new int[truth.Distinct];
        double last = 0;
        for (var rank = 0; rank < coarse.Length; rank++)
        {
            var rounded = Math.Round(truth.Values[truth.Order[truth.Starts[rank]]] / Step);
            coarse[rank] = rank == 0 ? 0 : coarse[rank - 1] + (rounded == last ? 0 : 1);
            last = rounded;
        }

        return coarse;
    }
}
