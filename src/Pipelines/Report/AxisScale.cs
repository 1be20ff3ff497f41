using System.Globalization;

namespace NasPipelines.Report;

/// <summary>Maps values to a length on paper, linearly or by their logarithm, and chooses ticks at round values.</summary>
internal sealed class AxisScale(double low, double high, double from, double to, bool logarithmic = false)
{
    private readonly double _low = logarithmic ? Math.Log10(low) : low;
    private readonly double _high = logarithmic ? Math.Log10(high) : high;

    public double At(double value) => from + ((logarithmic ? Math.Log10(value) : value) - _low) / (_high - _low) * (to - from);

    public IEnumerable<(double Value, string Label)> Ticks()
    {
        if (logarithmic)
        {
            for (var power = (int)Math.Floor(_low); power <= Math.Ceiling(_high); power++)
            {
                foreach (var digit in (int[])[1, 2, 5])
                {
                    var value = digit * Math.Pow(10, power);
                    if (Math.Log10(value) >= _low - 1e-9 && Math.Log10(value) <= _high + 1e-9)
                    {
                        yield return (value, value.ToString("0.#######", CultureInfo.InvariantCulture));
                    }
                }
            }

            yield break;
        }

        var raw = (_high - _low) / 5;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = magnitude * (raw / magnitude < 1.5 ? 1 : raw / magnitude < 3.5 ? 2 : raw / magnitude < 7.5 ? 5 : 10);
        for (var k = Math.Ceiling(_low / step - 1e-9); k * step <= _high + step * 1e-9; k++)
        {
            yield return (k * step, (Math.Round(k * step, 10) + 0.0).ToString("0.######", CultureInfo.InvariantCulture)); // -0 + 0 is 0
        }
    }
}
