using System.Globalization;
using NasPipelines.Ranking;

namespace NasPipelines.Uncertainty;

/// <summary>Two scores compared on the architectures that have both.</summary>
/// <remarks>
/// Both scores are evaluated on the same resamples of these architectures; the difference over its standard error is held against
/// Student's distribution, and p-values are corrected by Holm's method over all pairs of a criterion. The interval is that of this pair
/// alone, without correction.
/// </remarks>
public sealed class ScoreDifference : PrintedResult
{
    private readonly double _level;
    private readonly int _tests;

    internal ScoreDifference(
        Criterion criterion, string first, string second, int rows, CriterionInterval difference, double pValue, double adjusted,
        double level, int tests)
    {
        (Criterion, First, Second, Rows, Difference) = (criterion, first, second, rows, difference);
        (PValue, AdjustedPValue, _level, _tests) = (pValue, adjusted, level, tests);
    }

    /// <summary>The criterion.</summary>
    public Criterion Criterion { get; }

    /// <summary>Name of the first score.</summary>
    public string First { get; }

    /// <summary>Name of the second score.</summary>
    public string Second { get; }

    /// <summary>Number of architectures that have both scores, on which they are compared.</summary>
    public int Rows { get; }

    /// <summary>The first score's value less the second's, with its interval.</summary>
    public CriterionInterval Difference { get; }

    /// <summary>Two-sided p-value of no difference; NaN where the difference is undefined.</summary>
    public double PValue { get; }

    /// <summary>The p-value after Holm's correction over all pairs.</summary>
    public double AdjustedPValue { get; }

    /// <summary>Whether the two differ after correction.</summary>
    public bool Differs => AdjustedPValue < _level;

    /// <summary>
    /// About how many architectures are needed to tell the two apart if the difference is as large as measured; NaN where it is 0 or
    /// undefined.
    /// </summary>
    /// <remarks>
    /// n (t + z)² s² / d² for n architectures, difference d and its standard error s: t is the quantile of the corrected level, z that of
    /// the power. The difference is measured on few architectures itself, so this is an order of magnitude.
    /// </remarks>
    /// <param name="power">How often the difference would then be found, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The power is not in (0, 1).</exception>
    public double ArchitecturesNeeded(double power = 0.8)
    {
        if (power is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(power), power, FormattableString.Invariant($"The power must be in (0, 1) (was {power})."));
        }

        const int Many = 1_000_000;
        var distance = Math.Abs(Difference.Value) / Difference.StandardError;
        var found = power >= 0.5 ? StudentT.Quantile((2 * power) - 1, Many) : -StudentT.Quantile(1 - (2 * power), Many);
        var needed = Rows * Math.Pow((StudentT.Quantile(1 - (_level / _tests), Many) + found) / distance, 2);
        return double.IsFinite(needed) && distance > 0 ? Math.Ceiling(needed) : double.NaN;
    }

    /// <summary>The difference in words.</summary>
    private protected override string Print()
    {
        var needed = ArchitecturesNeeded();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Criterion.Label}: {First} - {Second} = {Difference}, p = {AdjustedPValue:G2} after correction")
            + (Differs || double.IsNaN(needed) ? "" : $"; about {ShownNumber.Count(needed)} architectures would be needed");
    }
}
