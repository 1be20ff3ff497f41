using System.Globalization;
using NasPipelines.Ranking;

namespace NasPipelines.Uncertainty;

/// <summary>Two scores compared on one criterion, on the same resamples of the architectures.</summary>
public sealed class PairedComparison : PrintedResult
{
    internal PairedComparison(Criterion criterion, string first, string second, CriterionInterval difference, double firstBetter) =>
        (Criterion, First, Second, Difference, FirstBetter) = (criterion, first, second, difference, firstBetter);

    /// <summary>The criterion.</summary>
    public Criterion Criterion { get; }

    /// <summary>Name of the first score.</summary>
    public string First { get; }

    /// <summary>Name of the second score.</summary>
    public string Second { get; }

    /// <summary>The first score's value less the second's, with its interval.</summary>
    public CriterionInterval Difference { get; }

    /// <summary>Share of the resamples in which the first score is better by the criterion's direction, equal ones counted half.</summary>
    internal double FirstBetter { get; }

    /// <summary>Two-sided bootstrap p-value of no difference: twice the smaller share of resamples on one side.</summary>
    public double PValue => Math.Min(1, 2 * Math.Min(FirstBetter, 1 - FirstBetter));

    /// <summary>The difference in words.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Criterion.Label}: {First} - {Second} = {Difference}, {First} better in {FirstBetter:P1} of resamples");
}
