using System.Globalization;
using NasPipelines.Ranking;

namespace NasPipelines.Cli;

/// <summary>How many of the architectures are the top: their number, such as 10, or a share of all, 5% or 0.05.</summary>
internal readonly record struct TopSize(double Share, int? Count)
{
    /// <exception cref="FormatException">It is neither.</exception>
    public static TopSize Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return new(0, count);
        }

        var percent = text.EndsWith('%');
        return double.TryParse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            && (percent ? share / 100 : share) is > 0 and <= 1 and var k
            ? new(k, null)
            : throw new FormatException();
    }

    /// <summary>As it is written on the command line, and shown as a default by help.</summary>
    public override string ToString() =>
        Count?.ToString(CultureInfo.InvariantCulture) ?? FormattableString.Invariant($"{(decimal)Share * 100:0.####}%");

    /// <summary>The criterion on a top of this size.</summary>
    public Criterion Of(RatioCriterion criterion) => Count is { } count ? criterion.AtCount(count) : criterion.At(Share);
}
