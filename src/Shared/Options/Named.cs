namespace NasPipelines.Options;

/// <summary>Finds things of a list by their names; case is ignored.</summary>
internal static class Named
{
    /// <summary>The one of a name, or null.</summary>
    public static T? Find<T>(IEnumerable<T> all, Func<T, string> nameOf, string? name)
        where T : class => all.FirstOrDefault(one => nameOf(one).Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The one of a name.</summary>
    /// <param name="all">The list.</param>
    /// <param name="nameOf">The name of one.</param>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static T Get<T>(IReadOnlyList<T> all, Func<T, string> nameOf, string what, string name)
        where T : class => Find(all, nameOf, name) ?? throw new ArgumentException(Unknown(all, nameOf, what, name), nameof(name));

    /// <summary>What to say of a name that none has.</summary>
    public static string Unknown<T>(IEnumerable<T> all, Func<T, string> nameOf, string what, string? name) =>
        $"Unknown {what} '{name}'; known: {string.Join(", ", all.Select(nameOf))}.";
}
