using System.CommandLine.Parsing;
using System.Globalization;

namespace NasPipelines.Cli;

/// <summary>Amounts of memory as they are written: <c>500M</c>, <c>8G</c>, or bytes.</summary>
internal static class MemorySize
{
    private const string Units = "KMGT";

    /// <summary>The bytes of an argument; an error of the command line where it is no amount.</summary>
    public static long? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var number = text.ToUpperInvariant().TrimEnd('B', 'I');
        var shift = number.Length > 0 ? 10 * (Units.IndexOf(number[^1]) + 1) : 0;
        if (double.TryParse(
            shift == 0 ? number : number[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount * (1L << shift) is >= 1 and < long.MaxValue)
        {
            return (long)(amount * (1L << shift));
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} '{text}': an amount of memory is needed, such as 500M or 8G.");
        return null;
    }
}
