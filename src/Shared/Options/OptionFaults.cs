using System.Globalization;
using System.Runtime.CompilerServices;

namespace NasPipelines.Options;

/// <summary>
/// Checks options and reports all their faults at once: a sentence per fault, which says what the value must be and what it was.
/// </summary>
internal sealed class OptionFaults
{
    private List<string>? _faults; // most often there is none

    /// <summary>Notes a fault unless a condition holds.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="fault">A sentence: "Name must be … (was …)."</param>
    public OptionFaults Require(bool holds, string fault)
    {
        if (!holds)
        {
            (_faults ??= []).Add(fault);
        }

        return this;
    }

    /// <summary>Notes a fault that was found; null where there is none.</summary>
    public OptionFaults Require(string? fault) => fault is null ? this : Require(false, fault);

    /// <summary>Notes a fault where a number is outside a closed range, or is not a number.</summary>
    public OptionFaults Range<T>(T value, T least, T most, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : IComparable<T>, IFormattable =>
        // No text is made where nothing is wrong: what is checked for each architecture is checked often.
        value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? this
            : Require(false, string.Create(CultureInfo.InvariantCulture, $"{Name(name)} must be in [{least}, {most}] (was {value})."));

    /// <summary>Notes a fault where a value is none of its enumeration's.</summary>
    public OptionFaults Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? this
            : Require(false, $"{Name(name)} must be one of {string.Join(", ", Enum.GetNames<T>())} (was {value}).");

    /// <summary>Notes a fault where flags are set that the enumeration does not have.</summary>
    public OptionFaults Flags<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().Aggregate(0L, (all, one) => all | Convert.ToInt64(one, CultureInfo.InvariantCulture));
        return Require(
            (Convert.ToInt64(value, CultureInfo.InvariantCulture) & ~known) == 0,
            $"{Name(name)} must be made of {string.Join(", ", Enum.GetNames<T>())} (was {value}).");
    }

    /// <summary>Notes a fault where a name is empty.</summary>
    public OptionFaults NotEmpty(string? value, string what, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Require(!string.IsNullOrWhiteSpace(value), $"{Name(name)} must name {what} (was {(value is null ? "null" : $"'{value}'")}).");

    /// <summary>Takes over the faults of options within these.</summary>
    public OptionFaults Within(Action? validate, string name)
    {
        try
        {
            validate?.Invoke();
        }
        catch (ArgumentException e)
        {
            (_faults ??= []).Add($"{name}: {e.Message}");
        }

        return this;
    }

    /// <summary>Ends the checks.</summary>
    /// <exception cref="ArgumentException">There were faults; the message has a sentence for each.</exception>
    public void Throw()
    {
        if (_faults is not null)
        {
            throw new ArgumentException(string.Join(" ", _faults));
        }
    }

    // "options.BatchSize" and "this.BatchSize" are the option BatchSize.
    private static string Name(string expression) => expression[(expression.LastIndexOf('.') + 1)..];
}
