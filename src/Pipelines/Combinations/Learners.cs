using NasPipelines.Options;

namespace NasPipelines.Combinations;

/// <summary>The learners of predictors that come with the product.</summary>
public static class Learners
{
    private const string What = "learner";

    /// <summary>All of them. Adding a learner is one line here.</summary>
    public static IReadOnlyList<Learner> All { get; } = [new FastTreeLearner(), new FastForestLearner(), new LightGbmLearner()];

    /// <summary>The learner of a name; case is ignored.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static Learner Get(string name) => Named.Get(All, NameOf, What, name);

    internal static Learner? Find(string? name) => Named.Find(All, NameOf, name);

    internal static string Unknown(string? name) => Named.Unknown(All, NameOf, What, name);

    private static string NameOf(Learner learner) => learner.Name;
}
