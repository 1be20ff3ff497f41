using System.Globalization;

namespace NasPipelines.Cli;

/// <summary>How many characters a line may have.</summary>
internal static class ConsoleWidth
{
    private const int Least = 40;
    private const int Most = 400;

    /// <summary>The width of the terminal; in pipes and files that of the variable <c>COLUMNS</c>, or the usual one.</summary>
    /// <param name="redirected">Whether the output is no terminal.</param>
    /// <param name="window">Asks the terminal.</param>
    /// <param name="columns">The variable's value.</param>
    public static int Of(bool redirected, Func<int> window, string? columns)
    {
        var told = int.TryParse(columns, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : Terminal.UsualWidth;
        return Math.Clamp(redirected ? told : Asked(window) ?? told, Least, Most);
    }

    private static int? Asked(Func<int> window)
    {
        try
        {
            return window() is > 0 and var width ? width : null;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return null; // not every terminal tells
        }
    }
}
