using System.Globalization;
using System.Text;
using NasPipelines.Files;

namespace NasPipelines.Spaces.Literals;

/// <summary>The characters of a literal: white space, numbers, words and texts in quotes.</summary>
internal ref struct LiteralScanner(ReadOnlySpan<char> text)
{
    private const int LongestShown = 20;

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    public readonly bool AtEnd => _at == _text.Length;

    public readonly char Next => AtEnd ? '\0' : _text[_at];

    /// <summary>Whether a value that starts here is a number.</summary>
    public readonly bool AtNumber
    {
        get
        {
            var first = _at + (Next is '+' or '-' ? 1 : 0);
            var digit = first < _text.Length && _text[first] == '.' ? first + 1 : first;
            return digit < _text.Length && char.IsAsciiDigit(_text[digit]);
        }
    }

    /// <summary>Whether a word starts here.</summary>
    public readonly bool AtWord => char.IsLetter(Next) || Next == '_';

    public readonly FormatException Fault(string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{what} at character {_at + 1}{(AtEnd ? ", the end" : $" ('{ShownText.Of(_text[_at..], LongestShown)}')")}."));

    /// <summary>Passes over white space; whether there was any.</summary>
    public bool SkipSpace()
    {
        var start = _at;
        while (!AtEnd && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    public bool Take(char expected)
    {
        var found = !AtEnd && _text[_at] == expected;
        _at += found ? 1 : 0;
        return found;
    }

    public readonly bool StartsWith(ReadOnlySpan<char> start) => _text[_at..].StartsWith(start);

    /// <summary>A number and the characters that it was written in.</summary>
    public (double Value, string Written) Number()
    {
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_'
            || (_text[_at] is '+' or '-' && (_at == start || _text[_at - 1] is 'e' or 'E'))))
        {
            _at++;
        }

        var written = _text[start.._at];
        if (double.TryParse(
            written.ToString().Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return (value, written.ToString());
        }

        _at = start;
        throw Fault("a number is not well formed");
    }

    /// <summary>A word such as None, np.int64 or conv3x3-bn-relu.</summary>
    public string Word()
    {
        var start = _at;
        while (!AtEnd && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.'
            || (_text[_at] == '-' && _at + 1 < _text.Length && char.IsLetter(_text[_at + 1]))))
        {
            _at++;
        }

        return _text[start.._at].ToString();
    }

    /// <summary>What stands between &lt; and &gt;: the shown form of an object that has no literal.</summary>
    public string Opaque()
    {
        var length = _text[_at..].IndexOf('>') + 1;
        if (length == 0)
        {
            throw Fault("'<' has no '>'");
        }

        _at += length;
        return _text[(_at - length).._at].ToString();
    }

    /// <summary>A text in quotes, escapes resolved.</summary>
    public string Quoted()
    {
        var start = _at;
        var quote = _text[_at++];
        var content = new StringBuilder();
        while (!AtEnd && _text[_at] != quote)
        {
            if (_text[_at] == '\\')
            {
                Escape(content);
            }
            else
            {
                content.Append(_text[_at++]);
            }
        }

        if (AtEnd)
        {
            _at = start;
            throw Fault("a text in quotes does not end");
        }

        _at++;
        return content.ToString();
    }

    private void Escape(StringBuilder content)
    {
        var digits = _at + 1 >= _text.Length ? throw Fault("a text in quotes does not end") : _text[_at + 1] switch
        {
            'x' => 2, 'u' => 4, _ => 0,
        };
        if (digits > 0)
        {
            if (_at + 2 + digits > _text.Length
                || !ushort.TryParse(
                    _text.Slice(_at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                throw Fault("an escape is not well formed");
            }

            content.Append((char)code);
        }
        else
        {
            content.Append(_text[_at + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var other => other });
        }

        _at += 2 + digits;
    }
}
