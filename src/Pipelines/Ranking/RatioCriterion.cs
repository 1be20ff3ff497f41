using System.Globalization;
using NasPipelines.Evaluation;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>A criterion on the top or bottom k of n architectures, k = floor(K n) for a ratio K.</summary>
/// <remarks>
/// Where equal values straddle position k, the value is the expectation over uniformly random orders of the equal values, independently in
/// scores and truth: the order of the rows never matters. Undefined where K n is below 1.
/// </remarks>
public abstract class RatioCriterion : Criterion
{
    private const double UsualRatio = 0.05;
    private int? _count;

    /// <summary>Creates the criterion for a ratio, or for whatever ratios an evaluation asks for.</summary>
    /// <param name="ratio">
    /// K, the share of the architectures looked at, in (0, 1]; null takes each of <see cref="RankingEvaluationOptions.Ratios"/>, and 5 %
    /// where the criterion is evaluated by itself.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not in (0, 1].</exception>
    protected RatioCriterion(double? ratio = null)
    {
        if (ratio is not (null or (> 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ratio), ratio, string.Create(CultureInfo.InvariantCulture, $"K must be a ratio in (0, 1] (was {ratio})."));
        }

        (Ratio, HasOwnRatio) = (ratio ?? UsualRatio, ratio is not null);
    }

    /// <summary>K, the share of the architectures looked at, in (0, 1]; their number where the criterion was made for one.</summary>
    public double Ratio { get; private set; }

    /// <summary>Whether the criterion was made for its ratio, which an evaluation then keeps.</summary>
    internal bool HasOwnRatio { get; private set; }

    /// <summary>The same criterion for another ratio.</summary>
    /// <param name="ratio">K, in (0, 1].</param>
    public abstract RatioCriterion At(double ratio);

    /// <summary>The same criterion for a number of architectures, whatever share of all they are.</summary>
    /// <param name="count">k, at least 1; undefined where there are fewer architectures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public RatioCriterion AtCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var copy = (RatioCriterion)MemberwiseClone();
        (copy._count, copy.Ratio, copy.HasOwnRatio) = (count, count, true);
        return copy;
    }

    /// <summary>
    /// k = floor(K n), or the number that the criterion was made for; a product that misses an integer by rounding only (0.29 · 100)
    /// counts as that integer.
    /// </summary>
    /// <param name="n">Number of architectures.</param>
    public int Size(int n) => _count ?? (int)Math.Floor(Ratio * n * (1 + 1e-14));

    /// <inheritdoc/>
    protected sealed override ScoreValue Compute(RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var k = Size(sample.Count);
        return k < 1 ? ScoreValue.Missing(
                string.Create(CultureInfo.InvariantCulture, $"K n is below 1 (K = {Ratio}, n = {sample.Count})"))
            : k > sample.Count ? ScoreValue.Missing(
                string.Create(CultureInfo.InvariantCulture, $"there are fewer than {k} architectures (n = {sample.Count})"))
            : Compute(sample, k);
    }

    /// <summary>Computes the value for k of the rows.</summary>
    /// <param name="sample">The scores and the truth, with their rankings.</param>
    /// <param name="k">Number of rows looked at, in [1, n].</param>
    protected abstract ScoreValue Compute(RankedSample sample, int k);

    /// <summary>The ratio in per cent, or the number, for a label, such as <c>0.5%</c>.</summary>
    private protected string Percent =>
        _count?.ToString(CultureInfo.InvariantCulture) ?? (Ratio * 100).ToString("0.######", CultureInfo.InvariantCulture) + "%";
}
