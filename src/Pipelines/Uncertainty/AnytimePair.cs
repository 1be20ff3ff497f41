using System.Globalization;

namespace NasPipelines.Uncertainty;

/// <summary>The difference of two scores' Kendall's tau, with an interval that holds whenever one looks.</summary>
public sealed class AnytimePair : PrintedResult
{
    internal AnytimePair(string first, string second, double difference, (double Lower, double Upper) ends, bool isSame) =>
        (First, Second, Difference, (Lower, Upper), IsSame) = (first, second, difference, ends, isSame);

    /// <summary>Name of the first score.</summary>
    public string First { get; }

    /// <summary>Name of the second score.</summary>
    public string Second { get; }

    /// <summary>The first score's tau less the second's, on the architectures scored; NaN where undefined.</summary>
    public double Difference { get; }

    /// <summary>Lower end of the interval.</summary>
    public double Lower { get; }

    /// <summary>Upper end of the interval.</summary>
    public double Upper { get; }

    /// <summary>Whether the two rank everything that was scored alike, such as parameters and FLOPs of some spaces.</summary>
    public bool IsSame { get; }

    /// <summary>Whether the interval tells which is better.</summary>
    internal bool IsApart => (Lower > 0 && Difference > 0) || (Upper < 0 && Difference < 0);

    /// <summary>The difference in words.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture, $"{First} - {Second} = {Difference:F3} [{Lower:F3}, {Upper:F3}]");
}
