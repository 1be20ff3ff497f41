namespace NasPipelines.Combinations;

/// <summary>The learners of predictors that come with the product.</summary>
public static class Learners
{
    /// <summary>All of them. Adding a learner is one line here.</summary>
    public static IReadOnlyList<Learner> All { get; } = [new FastTreeLearner(), new FastForestLearner(), new LightGbmLearner()];

    /// <summary>The learner of a name; case is ignored.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static Learner Get(string name) => Find(name) ?? throw new ArgumentException(Unknown(name), nameof(name));

    internal static Learner? Find(string? name) =>
        All.FirstOrDefault(learner => learner.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal static string Unknown(string? name) =>
        $"Unknown learner '{name}'; known: {string.Join(", ", All.Select(learner => learner.Name))}.";
}
