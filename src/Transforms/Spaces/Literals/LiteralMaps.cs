namespace NasPipelines.Spaces.Literals;

/// <summary>Values by name.</summary>
internal static class LiteralMaps
{
    /// <exception cref="FormatException">The name is given twice.</exception>
    public static void Add(Dictionary<string, Literal> entries, string key, Literal value)
    {
        if (!entries.TryAdd(key, value))
        {
            throw new FormatException($"{Files.ShownText.Of(key)} is given twice.");
        }
    }

    /// <summary>A key as a text: of (0, 1) it is 0_1.</summary>
    public static string Key(Literal key) => key.Kind switch
    {
        LiteralKind.List when key.Items.All(item => item.Kind == LiteralKind.Number) =>
            string.Join('_', key.Items.Select(item => item.Text)),
        LiteralKind.List or LiteralKind.Map => throw new FormatException($"a key is {key.Notation}, expected a text."),
        _ => key.Text,
    };

    /// <summary>The pairs of a list by their first values.</summary>
    public static Dictionary<string, Literal> OfPairs(Literal pairs)
    {
        var entries = new Dictionary<string, Literal>(StringComparer.Ordinal);
        foreach (var pair in pairs.Items)
        {
            if (pair.Kind != LiteralKind.List || pair.Items.Count != 2)
            {
                throw new FormatException($"'{pair.Shown}' is not a pair of key and value.");
            }

            Add(entries, Key(pair.Items[0]), pair.Items[1]);
        }

        return entries;
    }
}
