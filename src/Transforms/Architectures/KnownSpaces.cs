namespace NasPipelines.Architectures;

/// <summary>Resolves the names of search spaces that saved things keep: among those given and those listed.</summary>
internal static class KnownSpaces
{
    /// <summary>The space of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message says how to pass one of your own.</exception>
    public static SearchSpace Get(string name, IReadOnlyList<SearchSpace>? own) =>
        own?.FirstOrDefault(s => s.Name == name)
        ?? SearchSpaces.All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"Unknown search space '{name}'; known: {string.Join(", ", (own ?? []).Concat(SearchSpaces.All).Select(s => s.Name))}. A space of your own "
            + "is passed where the model is loaded: nas.Model.Load(path, spaces).");
}
