namespace NasPipelines.Cli;

/// <summary>What was probably meant by a word that is none.</summary>
internal static class Nearest
{
    /// <summary>The known word that is nearest; null where none is near.</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var allowed = Math.Max(1, word.TrimStart('-').Length / 3);
        return known.Select(name => (Name: name, Distance: Distance(word.ToLowerInvariant(), name.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= allowed || Continues(candidate.Name, word))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    /// <summary>The end of a sentence that says what was probably meant.</summary>
    public static string Meant(string word, IEnumerable<string> known) => To(word, known) is { } name ? $"; did you mean {name}?" : ".";

    /// <summary>The one of a name that an option or argument gives; case is ignored.</summary>
    /// <param name="option">The option or argument, for the message.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="all">Those that there are.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="name">What was given.</param>
    /// <exception cref="WrongUseException">There is none of that name; the message lists those that exist.</exception>
    public static T Named<T>(string option, string what, IEnumerable<T> all, Func<T, string> nameOf, string name)
        where T : class
    {
        string[] known = [.. all.Select(nameOf)];
        return all.FirstOrDefault(one => nameOf(one).Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new WrongUseException(
            $"{option}: there is no {what} '{name}'; known: {string.Join(", ", known)}{Meant(name, known)}");
    }

    // Short for it, or another form of it: proxy for proxies.
    private static bool Continues(string name, string word) =>
        word.TrimStart('-').Length > 2
        && name.StartsWith(word.TrimStart('-').Length > 4 ? word[..^1] : word, StringComparison.OrdinalIgnoreCase);

    // Letters put in, left out, taken for others, or swapped with their neighbour.
    private static int Distance(string from, string to)
    {
        var costs = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                costs[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1, costs[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[from.Length, to.Length];
    }
}
