using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// nDCG@K: discounted cumulative gain of the k best-scored architectures over that of the k truly best; gain is the truth scaled to [0, 1]
/// over the sample, the discount at position p is 1 / log2(1 + p).
/// </summary>
/// <remarks>
/// In [0, 1], higher is better; the chance level depends on the truth and is far from 0 where most truths are close to the best. Equal
/// scores share the mean gain, which is the exact expectation over random orders. Undefined where the truth is constant or infinite.
/// Järvelin and Kekäläinen (2002).
/// </remarks>
/// <example>Scores 3, 2, 1 and truth 2, 3, 1 with K = 1: gains 1/2, 1, 0; (1/2 + 1/log2 3) / (1 + 1/2 / log2 3) = 0.8597.</example>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class NdcgAt(double? ratio = null) : RatioCriterion(ratio)
{
    private double[] _discounts = [0];

    /// <inheritdoc/>
    public override string Name => "ndcg";

    /// <inheritdoc/>
    public override string Label => $"nDCG@{Percent}";

    /// <inheritdoc/>
    public override string Description => "discounted gain of the k best-scored over that of the k truly best";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new NdcgAt(ratio);

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) =>
        Gain(new(sample.Truth, RankedColumn.Of(new double[sample.Count])), Size(sample.Count)) / Gain(
            new(sample.Truth, sample.Truth), Size(sample.Count));

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k)
    {
        var (lowest, highest) = Range(sample.Truth);
        return lowest == highest ? ScoreValue.Missing("the truth is constant")
            : !double.IsFinite(highest - lowest) ? ScoreValue.Missing("a truth is infinite")
            : Gain(sample, k) / sample.TruthAndControls.Once(this, rows => Gain(new(rows.Truth, rows.Truth), k));
    }

    private static (double Lowest, double Highest) Range(RankedColumn truth) =>
        (truth.Values[truth.Order[0]], truth.Values[truth.Order[^1]]);

    private double Gain(RankedSample sample, int k)
    {
        var (lowest, highest) = Range(sample.Truth);
        var upTo = Discounts(k);
        ReadOnlySpan<int> order = sample.Scores.Order, starts = sample.Scores.Starts;
        var values = sample.Truth.Values;
        double gain = 0;
        for (int rank = sample.Scores.Distinct - 1, position = 0; position < k; rank--)
        {
            double sum = 0;
            foreach (var row in order[starts[rank]..starts[rank + 1]])
            {
                sum += (values[row] - lowest) / (highest - lowest);
            }

            var size = starts[rank + 1] - starts[rank];
            gain += sum / size * (upTo[Math.Min(position + size, k)] - upTo[position]);
            position += size;
        }

        return gain;
    }

    /// <summary>Sums of the first 0, 1, 2, … discounts, at least k; kept, since logarithms are the slow part.</summary>
    private double[] Discounts(int k)
    {
        var known = Volatile.Read(ref _discounts);
        if (known.Length > k)
        {
            return known;
        }

        var sums = new double[k + 1];
        for (var p = 1; p <= k; p++)
        {
            sums[p] = sums[p - 1] + 1 / Math.Log2(1 + p);
        }

        Volatile.Write(ref _discounts, sums);
        return sums;
    }
}
