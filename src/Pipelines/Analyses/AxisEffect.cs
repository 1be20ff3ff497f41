using System.Globalization;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>How the rank difference of an estimator depends on one structural axis.</summary>
public sealed class AxisEffect : PrintedResult
{
    internal AxisEffect(string axis, ScoreValue spearman, double slope, double standardError, string? leftOutBecause) =>
        (Axis, Spearman, Slope, StandardError, LeftOutBecause) = (axis, spearman, slope, standardError, leftOutBecause);

    /// <summary>The axis.</summary>
    public string Axis { get; }

    /// <summary>Spearman's correlation of rank difference and axis alone; positive where more of it is over-estimated.</summary>
    public ScoreValue Spearman { get; }

    /// <summary>Change of the rank difference per standard deviation of the axis, the other axes held fixed; NaN where left out.</summary>
    public double Slope { get; }

    /// <summary>Standard error of the slope, from ordinary least squares.</summary>
    public double StandardError { get; }

    /// <summary>Why the axis has no slope, for instance because it is not defined in the search space; null where it has.</summary>
    public string? LeftOutBecause { get; }

    /// <summary>Slope and correlation.</summary>
    private protected override string Print()
    {
        var effect = LeftOutBecause
            ?? string.Create(CultureInfo.InvariantCulture, $"{Slope:+0.0000;-0.0000;0.0000} ± {StandardError:0.0000}");
        return $"{Axis}: {effect}, Spearman {Spearman}";
    }

    /// <summary>An axis that the search space does not define.</summary>
    internal static AxisEffect Undefined(string axis, string reason) =>
        new(axis, ScoreValue.Missing(reason), double.NaN, double.NaN, reason);
}
