using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Compat;

/// <summary>
/// The nDCG of VKDNW's tables (Tybl and Neumann, CVPR 2025): discounted gain of the 1,000 best-scored architectures over that of the 1,000
/// truly best, with the gain 2^accuracy − 1 of an accuracy in per cent and the discount 1 / log2(1 + p) at position p.
/// </summary>
/// <remarks>
/// One point of accuracy doubles the gain, so that a handful of the best architectures decide. Gain and number are inferred from the table:
/// on its 9,445 cells they give its figures of FLOPs on all three data sets within .002. Equal scores share the mean gain.
/// </remarks>
internal sealed class VkdnwNdcg : Criterion
{
    private const int Best = 1000;

    public override string Name => "ndcgVkdnw";

    public override string Label => "nDCG(VKDNW)";

    public override string Description => "discounted gain 2^accuracy - 1 of the 1,000 best-scored, as in VKDNW's tables";

    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    public override double Chance(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var gains = Gains(sample.Truth);
        return gains.Average() * Discounts(0, Size(sample)) / Ideal(sample, gains);
    }

    protected override ScoreValue Compute(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var highest = sample.Truth.Values[sample.Truth.Order[^1]];
        return highest is <= 1 or > 100 || !(sample.Truth.Values[sample.Truth.Order[0]] >= 0)
            ? ScoreValue.Missing("accuracies in per cent are needed, in [0, 100] and above 1")
            : Gain(sample.Scores, Gains(sample.Truth), Size(sample)) / Ideal(sample, Gains(sample.Truth));
    }

    private static int Size(RankedSample sample) => Math.Min(Best, sample.Count);

    private static double Ideal(RankedSample sample, double[] gains) => Gain(sample.Truth, gains, Size(sample));

    // Gains as parts of 2^100, which cancels.
    private static double[] Gains(RankedColumn truth) =>
        [.. truth.Values.ToArray().Select(accuracy => Math.Pow(2, accuracy - 100) - Math.Pow(2, -100))];

    private static double Gain(RankedColumn order, double[] gains, int k)
    {
        double gain = 0;
        for (int group = order.Distinct - 1, position = 0; position < k; group--)
        {
            var equal = order.Order[order.Starts[group]..order.Starts[group + 1]];
            double sum = 0;
            foreach (var row in equal)
            {
                sum += gains[row];
            }

            gain += sum / equal.Length * Discounts(position, Math.Min(position + equal.Length, k));
            position += equal.Length;
        }

        return gain;
    }

    private static double Discounts(int from, int to)
    {
        double sum = 0;
        for (var position = from + 1; position <= to; position++)
        {
            sum += 1 / Math.Log2(1 + position);
        }

        return sum;
    }
}
