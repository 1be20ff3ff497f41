using System.Buffers;
using System.Globalization;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// The probability that an architecture of a better band of true quality has a higher score than one of a worse band, equal scores counting
/// one half.
/// </summary>
/// <remarks>
/// In [0, 1], higher is better, 0.5 by chance. Bands are shares of the true order counted from the best: the upper band (0, 0.05) is the
/// truly best 5 %. Where equal truths straddle an edge, the expectation over random orders is taken. A matrix over several bands shows
/// where in the order an estimator is right; see <see cref="Criteria.BandOrders"/>. Mann and Whitney (1947) for two samples.
/// </remarks>
/// <example>Scores 5, 1, 3, 4 and truth 4, 3, 2, 1 with bands (0, 0.5) and (0.5, 1): of the pairs 5-3, 5-4, 1-3, 1-4 two are right,
/// 0.5.</example>
internal sealed class BandOrder : Criterion
{
    /// <summary>Creates the criterion for two bands.</summary>
    /// <param name="upper">The better band, from and to, as shares of the true order counted from the best.</param>
    /// <param name="lower">The worse band; it starts where the better one ends, or after.</param>
    /// <exception cref="ArgumentException">The edges are not 0 ≤ upper.From &lt; upper.To ≤ lower.From &lt; lower.To ≤ 1.</exception>
    public BandOrder((double From, double To) upper, (double From, double To) lower)
    {
        if (!(upper.From >= 0 && upper.From < upper.To && upper.To <= lower.From && lower.From < lower.To && lower.To <= 1))
        {
            throw new ArgumentException(
                $"Bands need 0 ≤ upper.From < upper.To ≤ lower.From < lower.To ≤ 1 (were {Text(upper)} and {Text(lower)}).");
        }

        (Upper, Lower) = (upper, lower);
    }

    /// <summary>The better band.</summary>
    public (double From, double To) Upper { get; }

    /// <summary>The worse band.</summary>
    public (double From, double To) Lower { get; }

    /// <inheritdoc/>
    public override string Name => $"order{Text(Upper)}over{Text(Lower)}";

    /// <inheritdoc/>
    public override string Label => $"P({Text(Upper)} > {Text(Lower)})";

    /// <inheritdoc/>
    public override string Description => "probability that an architecture of a better band outscores one of a worse band";

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) => 0.5;

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample)
    {
        var scores = sample.Scores;
        var below = ArrayPool<double>.Shared.Rent(scores.Distinct + 1);
        Array.Clear(below, 0, scores.Distinct + 1);
        AddBand(sample, Lower, below);
        for (var rank = 0; rank < scores.Distinct; rank++)
        {
            below[rank + 1] += below[rank];
        }

        var (right, uppers) = SumBand(sample, Upper, below);
        var lowers = below[scores.Distinct];
        ArrayPool<double>.Shared.Return(below);
        return uppers > 0 && lowers > 0 ? right / (uppers * lowers) : ScoreValue.Missing($"a band is empty (n = {sample.Count})");
    }

    private static void AddBand(RankedSample sample, (double From, double To) band, double[] below)
    {
        var ranks = sample.Scores.Ranks;
        for (var block = First(sample.Truth, band); Share(sample.Truth, block, band) is > 0 and var share; block++)
        {
            foreach (var row in sample.Truth.Order[sample.Truth.Starts[block]..sample.Truth.Starts[block + 1]])
            {
                below[ranks[row] + 1] += share;
            }
        }
    }

    private static (double Right, double Uppers) SumBand(RankedSample sample, (double From, double To) band, double[] below)
    {
        var ranks = sample.Scores.Ranks;
        double right = 0, uppers = 0;
        for (var block = First(sample.Truth, band); Share(sample.Truth, block, band) is > 0 and var share; block++)
        {
            foreach (var row in sample.Truth.Order[sample.Truth.Starts[block]..sample.Truth.Starts[block + 1]])
            {
                right += share * (below[ranks[row]] + below[ranks[row] + 1]) / 2;
                uppers += share;
            }
        }

        return (right, uppers);
    }

    // The block of equal truths that holds the band's worst row; the band's edges are whole rows.
    private static int First(RankedColumn truth, (double From, double To) band)
    {
        var low = truth.Count - Edge(band.To, truth.Count);
        return low < truth.Count ? truth.Ranks[truth.Order[low]] : truth.Distinct;
    }

    // The share of a block of equal truths that lies in the band; 0 beyond it.
    private static double Share(RankedColumn truth, int block, (double From, double To) band)
    {
        if (block >= truth.Distinct)
        {
            return 0;
        }

        int n = truth.Count, first = truth.Starts[block], end = truth.Starts[block + 1];
        return (Math.Min(end, n - Edge(band.From, n)) - Math.Max(first, n - Edge(band.To, n))) / (double)(end - first);
    }

    private static int Edge(double share, int n) => (int)Math.Floor(share * n * (1 + 1e-14));

    private static string Text((double From, double To) band) =>
        string.Create(CultureInfo.InvariantCulture, $"{band.From * 100:0.####}-{band.To * 100:0.####}%");
}
