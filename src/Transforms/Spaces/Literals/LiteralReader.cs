using System.Globalization;

namespace NasPipelines.Spaces.Literals;

/// <summary>
/// The grammar of literals: what Python's repr and str, NumPy, PyTorch and JSON write of numbers, texts, lists, tuples, sets, dictionaries,
/// arrays and records. Nothing is evaluated; depth and size are bounded.
/// </summary>
internal ref struct LiteralReader
{
    private const int MostCharacters = 1 << 16;
    private const int MostValues = 1 << 13;
    private const int MostDepth = 24;
    private const char End = '\0';

    private LiteralScanner _scanner;
    private int _values;
    private int _depth;

    private LiteralReader(ReadOnlySpan<char> text) => _scanner = new(text);

    /// <summary>The value that a text stands for; several values without brackets are a list.</summary>
    /// <exception cref="FormatException">It is no literal; the message says where.</exception>
    public static Literal Read(ReadOnlySpan<char> text)
    {
        if (text.Length > MostCharacters)
        {
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"the text has {text.Length} characters, at most {MostCharacters} are read."));
        }

        var (items, _, commas) = new LiteralReader(text).Content(End, '\0');
        return items.Count == 1 && commas == 0 ? items[0] : Literal.OfList(items, "a list without brackets");
    }

    private Literal Value()
    {
        if (++_values > MostValues)
        {
            throw _scanner.Fault($"there are more than {MostValues} values");
        }

        if (++_depth > MostDepth)
        {
            throw _scanner.Fault($"brackets are nested deeper than {MostDepth}");
        }

        var value = _scanner.Next switch
        {
            '[' => List(),
            '(' => Tuple(),
            '{' => Braces(),
            '\'' or '"' => Literal.OfText(_scanner.Quoted()),
            '<' => Literal.OfName(_scanner.Opaque()),
            _ when _scanner.AtNumber => Number(),
            _ when _scanner.AtWord => Word(),
            ')' or ']' or '}' => throw _scanner.Fault("brackets do not match"),
            _ => throw _scanner.Fault(_scanner.StartsWith("...")
                ? "the array was shortened when it was printed, some of its values are not there,"
                : "a value is expected"),
        };
        _depth--;
        return value;
    }

    private Literal Number()
    {
        var (value, written) = _scanner.Number();
        return Literal.OfNumber(value, written);
    }

    private Literal List()
    {
        _scanner.Take('[');
        return Literal.OfList(Content(']', '\0').Items, "a list");
    }

    // Of one value without a comma, brackets are only brackets.
    private Literal Tuple()
    {
        _scanner.Take('(');
        var (items, _, commas) = Content(')', '\0');
        return items.Count == 1 && commas == 0 ? items[0] : Literal.OfList(items, "a tuple");
    }

    private Literal Braces()
    {
        _scanner.Take('{');
        _scanner.SkipSpace();
        var notation = _scanner.Next == '"' ? "a JSON object" : "a dictionary";
        var (items, entries, _) = Content('}', ':');
        return items.Count == 0 ? Literal.OfMap(entries, notation)
            : entries.Count == 0 ? Literal.OfList(items, "a set")
            : throw _scanner.Fault("a dictionary has a value without a key, before the text");
    }

    // A word, a text with a prefix, or a call.
    private Literal Word()
    {
        var word = _scanner.Word();
        if (_scanner.Next is '\'' or '"' && word.Length == 1 && "bBuUrR".Contains(word[0]))
        {
            return Literal.OfText(_scanner.Quoted());
        }

        if (!_scanner.Take('('))
        {
            return LiteralNames.Meaning(word);
        }

        var (items, entries, _) = Content(')', '=');
        return LiteralCalls.Meaning(word, items, entries);
    }

    /// <summary>
    /// What stands up to a closing bracket: values, or values by name where a mark stands between name and value. NumPy prints lists with
    /// spaces in place of commas.
    /// </summary>
    private (List<Literal> Items, Dictionary<string, Literal> Entries, int Commas) Content(char close, char mark)
    {
        var (items, entries, commas, spaced) =
            (new List<Literal>(), new Dictionary<string, Literal>(StringComparer.Ordinal), 0, false);
        for (_scanner.SkipSpace(); !Closes(close);)
        {
            var value = Value();
            var space = _scanner.SkipSpace();
            if (mark != '\0' && _scanner.Take(mark))
            {
                _scanner.SkipSpace();
                LiteralMaps.Add(entries, LiteralMaps.Key(value), Value());
                space = _scanner.SkipSpace();
            }
            else
            {
                items.Add(value);
            }

            if (_scanner.Next == ',' && !spaced)
            {
                _scanner.Take(',');
                _scanner.SkipSpace();
                commas++;
            }
            else if (!_scanner.AtEnd && (close == End || _scanner.Next != close))
            {
                spaced = commas == 0 && mark == '\0' && close != ')' && _scanner.Next != ',' && (space || _scanner.Next == '[')
                    ? true
                    : throw _scanner.Fault(close == End
                        ? "a comma or the end is expected"
                        : $"brackets do not match, or values are not separated alike: '{close}' or a comma is expected");
            }
        }

        return (items, entries, commas);
    }

    private bool Closes(char close) => !_scanner.AtEnd ? close != End && _scanner.Take(close)
        : close == End ? true
        : throw _scanner.Fault($"brackets do not match: '{close}' is expected");
}
