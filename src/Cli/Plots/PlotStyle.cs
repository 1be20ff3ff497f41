using System.Globalization;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace NasPipelines.Cli.Plots;

/// <summary>The style sheet of a plot, as far as plots use one: colours as variables, then rules for the plot, its elements and its classes.</summary>
internal sealed partial class PlotStyle
{
    private readonly Dictionary<string, Dictionary<string, string>> _rules = new(StringComparer.Ordinal);

    public PlotStyle(string css)
    {
        foreach (Match rule in Rule().Matches(MediaQuery().Replace(css, string.Empty)))
        {
            foreach (var selector in rule.Groups[1].Value.Split(','))
            {
                Add(selector.Trim(), rule.Groups[2].Value);
            }
        }
    }

    /// <summary>The colour of a property, or null where it is not drawn.</summary>
    public SKColor? Colour(string element, string style, string property)
    {
        var value = Value(element, style, property) ?? (property == "fill" ? "#000" : "none");
        var named = Variable().Match(value) is { Success: true } variable ? _rules[":root"][variable.Groups[1].Value] : value;
        return named == "none" ? null : SKColor.Parse(named);
    }

    /// <summary>The numbers of a property, such as a width in pixels or the lengths of dashes.</summary>
    public float[] Numbers(string element, string style, string property) =>
        [.. Number().Matches(Value(element, style, property) ?? string.Empty).Select(n => float.Parse(n.Value, CultureInfo.InvariantCulture))];

    // A class says more than an element, and that more than the whole plot; of several classes the last one counts.
    private string? Value(string element, string style, string property) =>
        style.Split(' ').Reverse().Select(name => $".plot .{name}").Append($".plot {element}").Append(".plot")
            .Select(selector => _rules.TryGetValue(selector, out var rule) ? rule.GetValueOrDefault(property) : null)
            .FirstOrDefault(value => value is not null);

    private void Add(string selector, string declarations)
    {
        if (!_rules.TryGetValue(selector, out var rule))
        {
            _rules.Add(selector, rule = new(StringComparer.Ordinal));
        }

        foreach (var declaration in declarations.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            rule[declaration[..colon].Trim()] = declaration[(colon + 1)..].Trim();
        }
    }

    [GeneratedRegex("""@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}""")]
    private static partial Regex MediaQuery();

    [GeneratedRegex("""([^{}]+)\{([^{}]*)\}""")]
    private static partial Regex Rule();

    [GeneratedRegex("""^var\((--[\w-]+)\)$""")]
    private static partial Regex Variable();

    [GeneratedRegex("""\d+(\.\d+)?""")]
    private static partial Regex Number();
}
