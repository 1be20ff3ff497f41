using System.Globalization;

namespace NasPipelines;

/// <summary>Two scores compared on one criterion, on the same resamples of the architectures.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="First">Name of the first score.</param>
/// <param name="Second">Name of the second score.</param>
/// <param name="Difference">The first score's value less the second's, with its interval.</param>
/// <param name="FirstBetter">Share of the resamples in which the first score is better by the criterion's direction, equal ones counted half.</param>
public sealed record PairedComparison(Criterion Criterion, string First, string Second, CriterionInterval Difference, double FirstBetter)
{
    /// <summary>Two-sided bootstrap p-value of no difference: twice the smaller share of resamples on one side.</summary>
    public double PValue => Math.Min(1, 2 * Math.Min(FirstBetter, 1 - FirstBetter));

    /// <summary>The difference in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Criterion.Label}: {First} - {Second} = {Difference}, {First} better in {FirstBetter:P1} of resamples");
}
