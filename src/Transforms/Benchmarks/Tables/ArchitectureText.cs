using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Reads the architectures of a table, in the encoding that is asked for or in any.</summary>
internal static class ArchitectureText
{
    /// <exception cref="FormatException">It is not one of the space, or not in that encoding.</exception>
    public static Architecture Parse(SearchSpace space, string text, string? encoding)
    {
        if (encoding is null)
        {
            return space.Parse(text);
        }

        return new(space, Of(space, encoding).Parse(text.Trim()));
    }

    /// <summary>An encoding of a space by its name.</summary>
    /// <exception cref="ArgumentException">The space has no such encoding.</exception>
    public static ArchitectureEncoding Of(SearchSpace space, string encoding) =>
        space.Encodings.FirstOrDefault(known => known.Name.Equals(encoding, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"{nameof(BenchmarkTableOptions.Encoding)} must be one of {string.Join(", ", space.Encodings.Select(e => e.Name))}, the "
            + $"encodings of {space.Name} (was {encoding}).");

    /// <summary>Whether all texts are architectures of a space.</summary>
    public static bool AreOf(SearchSpace space, IReadOnlyCollection<string> texts, string? encoding) =>
        texts.Count > 0 && texts.All(text => IsOf(space, text, encoding));

    /// <summary>The encoding that a text is taken for, or null.</summary>
    public static string? EncodingOf(SearchSpace space, string text) =>
        space.Encodings.FirstOrDefault(known => known.Recognises(text.Trim()))?.Name;

    private static bool IsOf(SearchSpace space, string text, string? encoding)
    {
        if (text.Length == 0
            || (encoding is not null && !space.Encodings.Any(e => e.Name.Equals(encoding, StringComparison.OrdinalIgnoreCase))))
        {
            return false;
        }

        try
        {
            Parse(space, text, encoding);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
