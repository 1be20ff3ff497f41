using System.Globalization;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Tests.Spaces;

/// <summary>Writes a literal as Python, NumPy, PyTorch and JSON would.</summary>
internal static class LiteralStyles
{
    /// <summary>The ways to write a literal, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Literal, string>> All { get; } = new Dictionary<string, Func<Literal, string>>
    {
        ["json"] = literal => Write(literal, new() { Quote = '"' }),
        ["json on lines"] = literal => Write(literal, new() { Quote = '"', Comma = ",\n    ", Open = "[\n", Close = "\n]" }),
        ["tuples"] = literal => Write(literal, new() { Open = "(", Close = ",)" }),
        ["numpy 2 scalars"] = literal => Write(literal, new() { Number = n => $"np.int64({n})", Text = t => $"np.str_({t})" }),
        ["numpy 2 floats"] = literal => Write(literal, new() { Number = n => $"np.float64({Float(n)})", Comma = " ,  " }),
        ["floats"] = literal => Write(literal, new() { Number = n => Float(n).TrimEnd('0') }),
        ["arrays"] = literal => Write(literal, new() { Open = "array([", Close = "], dtype=int64)" }),
        ["np.arrays"] = literal => Write(literal, new() { Open = "np.array([", Close = "], dtype='<U15')" }),
        ["tensors"] = literal => Write(literal, new() { Open = "tensor([", Close = "], device='cuda:0', grad_fn=<CopySlices>)" }),
        ["tensor scalars"] = literal => Write(literal, new() { Number = n => $"tensor({n}, dtype=torch.int32)" }),
        ["printed arrays"] = literal => Write(literal, new() { Comma = " " }),
        ["printed matrices"] = literal => Write(literal, new() { Comma = "\n ", Open = "[ ", Close = " ]" }),
        ["printed floats"] = literal => Write(literal, new() { Comma = "  ", Number = n => Float(n).TrimEnd('0') }),
        ["lists by name"] = literal => Write(literal, new() { Open = "list((", Close = ",))" }),
        ["OrderedDict of pairs"] = literal => Write(literal, new() { MapOpen = "OrderedDict([", MapClose = "])", Entry = "({0}, {1})" }),
        ["OrderedDict of a dictionary"] = literal => Write(literal, new() { MapOpen = "OrderedDict({", MapClose = "})" }),
        ["defaultdict"] = literal => Write(literal, new() { MapOpen = "defaultdict(<class 'list'>, {", MapClose = "})" }),
        ["unicode of Python 2"] = literal => Write(literal, new() { Text = t => "u" + t }),
    };

    private static string Float(string number) =>
        double.Parse(number, CultureInfo.InvariantCulture).ToString("0.0###", CultureInfo.InvariantCulture);

    private static string Write(Literal literal, Style style) => literal.Kind switch
    {
        LiteralKind.Number => style.Number(literal.Value.ToString(CultureInfo.InvariantCulture)),
        LiteralKind.Text or LiteralKind.Name => style.Text($"{style.Quote}{literal.Text}{style.Quote}"),
        LiteralKind.List => style.Open + string.Join(style.Comma, literal.Items.Select(item => Write(item, style))) + style.Close,
        _ => style.MapOpen
            + string.Join(", ", literal.Entries.Select(entry => string.Format(
                CultureInfo.InvariantCulture, style.Entry, $"{style.Quote}{entry.Key}{style.Quote}", Write(entry.Value, style))))
            + style.MapClose,
    };

    private sealed record Style
    {
        public char Quote { get; init; } = '\'';

        public string Comma { get; init; } = ", ";

        public string Open { get; init; } = "[";

        public string Close { get; init; } = "]";

        public string MapOpen { get; init; } = "{";

        public string MapClose { get; init; } = "}";

        public string Entry { get; init; } = "{0}: {1}";

        public Func<string, string> Number { get; init; } = number => number;

        public Func<string, string> Text { get; init; } = text => text;
    }
}
