using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines;

/// <summary>How the rank difference of an estimator depends on one structural axis.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Spearman">Spearman's correlation of rank difference and axis alone; positive where more of it is over-estimated.</param>
/// <param name="Slope">Change of the rank difference per standard deviation of the axis, the other axes held fixed; NaN where left out.</param>
/// <param name="StandardError">Standard error of the slope, from ordinary least squares.</param>
/// <param name="LeftOutBecause">Why the axis has no slope; null where it has.</param>
public sealed record AxisEffect(string Axis, ScoreValue Spearman, double Slope, double StandardError, string? LeftOutBecause)
{
    /// <summary>Slope and correlation.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Axis}: {(LeftOutBecause ?? $"{Slope:+0.0000;-0.0000;0.0000} ± {StandardError:0.0000}")}, Spearman {Spearman}");
}
