using System.Buffers;
using NasPipelines.Files;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces;

/// <summary>Finds the encoding of a text, by name or by its looks, and reads it; every fault names the notation it was read as.</summary>
internal static class NotationReader
{
    private static readonly SearchValues<char> Numbers = SearchValues.Create("0123456789+-.,eE_ \t\r\n");

    private static readonly SearchValues<char> Openings = SearchValues.Create("([{<'\"");

    private const int LongestText = 120;
    private const int LongestFault = 600;
    private const int MostUnwrapped = 4;

    /// <exception cref="FormatException">No encoding fits, or the text is not well formed.</exception>
    /// <exception cref="ArgumentException">The space has no encoding of that name.</exception>
    public static Architecture Read(SearchSpace space, string text, string? encoding)
    {
        var found = Find(space, text, encoding);
        int[] genes;
        try
        {
            if (found.Encoding is LiteralEncoding form)
            {
                return new(space, form.Read(found.Literal!));
            }

            genes = found.Encoding.Parse(found.Text);
        }
        catch (FormatException fault)
        {
            throw Fault(found.Text, found.Encoding is LiteralEncoding read
                ? $"{read.Notation} ({found.Literal!.Notation})"
                : $"the encoding '{found.Encoding.Name}'", fault);
        }

        return new(space, genes);
    }

    /// <summary>What else a text may mean, and which encoding reads it so; null where it has one meaning.</summary>
    public static string? Ambiguity(SearchSpace space, string text) =>
        Find(space, text, null) is { Encoding: LiteralEncoding form, Literal: { } literal } ? form.Ambiguity(literal) : null;

    /// <summary>The encoding of a name.</summary>
    public static ArchitectureEncoding Named(SearchSpace space, string encoding) =>
        space.Encodings.FirstOrDefault(e => e.Name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"{space.Name} has no encoding '{encoding}'; it has {string.Join(", ", space.Encodings.Select(e => e.Name))}.",
            nameof(encoding));

    private static (ArchitectureEncoding Encoding, string Text, Literal? Literal) Find(SearchSpace space, string text, string? name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var named = name is null ? null : Named(space, name);
        var trimmed = text.Trim();
        Lazy<(Literal? Literal, FormatException? Fault)> read = new(() => Try(trimmed), LazyThreadSafetyMode.None);
        for (var i = 0; i < MostUnwrapped && HasQuotes(trimmed) && !IsOwn(space, trimmed) && Inner(read.Value.Literal) is { } inner; i++)
        {
            trimmed = inner.Trim();
            read = new(() => Try(trimmed), LazyThreadSafetyMode.None);
        }

        foreach (var encoding in named is null ? space.Encodings : [named])
        {
            if (encoding is not LiteralEncoding form)
            {
                if (named is not null || encoding.Recognises(trimmed))
                {
                    return (encoding, trimmed, null);
                }
            }
            else if (read.Value.Literal is { } literal && (named is not null || form.Fits(literal)))
            {
                return (encoding, trimmed, literal);
            }
        }

        if (named is LiteralEncoding asked)
        {
            throw Fault(trimmed, asked.Notation, read.Value.Fault ?? new("it is no number, list or dictionary."));
        }

        if (read.Value.Fault is { } fault && trimmed.AsSpan().ContainsAny("([{,"))
        {
            throw Fault(trimmed, "a literal of Python or JSON", fault);
        }

        var written = read.Value.Literal is { Kind: LiteralKind.List or LiteralKind.Map } other ? $", {other.Notation}," : "";
        var forms = string.Join("; ", space.Encodings.Select(e => $"{e.Name}: {e.Description}"));
        throw new FormatException(
            $"'{ShownText.Of(trimmed, LongestText)}'{written} is not an architecture of {space.Name} in any of its encodings ({forms}).");
    }

    private static bool HasQuotes(string text) => text.AsSpan().ContainsAny('\'', '"');

    /// <summary>Whether an encoding that does not come with the product reads a text: its quotes may mean something.</summary>
    private static bool IsOwn(SearchSpace space, string text) =>
        space.Encodings.Any(e => e.GetType().Assembly != typeof(NotationReader).Assembly && e.Recognises(text));

    /// <summary>The text of a text in quotes, of NumPy's str_, and of a list of nothing else.</summary>
    private static string? Inner(Literal? literal) => literal switch
    {
        { Kind: LiteralKind.Text } => literal.Text,
        { Kind: LiteralKind.List, Items: [{ Kind: LiteralKind.Text } only] } => only.Text,
        _ => null,
    };

    private static (Literal? Literal, FormatException? Fault) Try(string text)
    {
        if (!text.AsSpan().ContainsAny(Openings) && text.AsSpan().ContainsAnyExcept(Numbers))
        {
            return default; // a word of the space's own: no literal, and no fault
        }

        try
        {
            return (LiteralReader.Read(text), null);
        }
        catch (FormatException fault)
        {
            return (null, fault);
        }
    }

    private static FormatException Fault(string text, string notation, FormatException fault) =>
        new($"'{ShownText.Of(text, LongestText)}', read as {notation}: {ShownText.Of(fault.Message, LongestFault)}", fault);
}
