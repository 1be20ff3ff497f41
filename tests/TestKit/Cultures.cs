using System.Globalization;

namespace NasPipelines.TestKit;

/// <summary>
/// Cultures that write numbers differently: decimal comma, other signs, other digits. They are made by hand, since tests run without the
/// system's.
/// </summary>
public static class Cultures
{
    /// <summary>Five cultures; the first is the invariant one.</summary>
    public static IReadOnlyList<CultureInfo> All { get; } =
    [
        CultureInfo.InvariantCulture,
        Make(number => (number.NumberDecimalSeparator, number.NumberGroupSeparator, number.PercentDecimalSeparator) = (",", ".", ",")),
        Make(number => (number.NumberDecimalSeparator, number.NumberGroupSeparator) = (",", "\u202F")),
        Make(number =>
        {
            number.NegativeSign = "\u2212";
            number.PositiveSign = "plus";
            number.NumberDecimalSeparator = ",";
        }),
        Make(number =>
        {
            number.NativeDigits = ["۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"];
            number.DigitSubstitution = DigitShapes.NativeNational;
            number.NumberDecimalSeparator = "٫";
            number.NegativeSign = "\u200E\u2212";
            number.NaNSymbol = "ناعدد";
            number.PositiveInfinitySymbol = "∞";
        }),
    ];

    /// <summary>What a function gives in each of the cultures.</summary>
    public static IReadOnlyList<T> InEach<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var before = CultureInfo.CurrentCulture;
        try
        {
            return [.. All.Select(culture =>
            {
                CultureInfo.CurrentCulture = culture;
                return function();
            })];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo Make(Action<NumberFormatInfo> change)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        change(culture.NumberFormat);
        culture.DateTimeFormat.ShortDatePattern = "dd.MM.yyyy";
        return culture;
    }
}
