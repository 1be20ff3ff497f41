using NasPipelines.Images;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Stages;

/// <summary>The kinds of scorers that can be made again from what saved models and journals keep: a line each.</summary>
internal static class ScorerKinds
{
    private static readonly ScorerKind[] All =
    [
        new(ZeroShotScorer.Kind, ZeroShotScorer.FromRecipe, ZeroShotScorer.ColumnsOf, ZeroShotScorer.ContentOf),
        new(OneShotScorer.Kind, OneShotScorer.FromRecipe, OneShotScorer.ColumnsOf, (_, _) => null),
    ];

    private sealed record ScorerKind(
        string Name,
        Func<ScorerRecipe, Func<string, SearchSpace>, Scorer> Create,
        Func<string, IReadOnlyList<ScoreColumn>> ColumnsOf,
        Func<string, ImageSet, ScorerContent?> ContentOf);

    /// <summary>A scorer made from its recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="spaces">Search spaces that are not listed.</param>
    /// <exception cref="InvalidDataException">It is of no known kind, or is damaged.</exception>
    /// <exception cref="ArgumentException">It names an estimator or a space that is not known here.</exception>
    public static Scorer Create(ScorerRecipe recipe, IReadOnlyList<SearchSpace>? spaces) =>
        Get(recipe.Kind).Create(recipe, space => SearchSpaces.Get(space, spaces));

    /// <summary>The columns of a scorer, from the settings of its recipe.</summary>
    /// <exception cref="InvalidDataException">They are of no known kind, or damaged.</exception>
    /// <exception cref="ArgumentException">They name an estimator that is not known here.</exception>
    public static IReadOnlyList<ScoreColumn> ColumnsOf(string kind, string settings) => Get(kind).ColumnsOf(settings);

    /// <summary>The bulk data of a recipe as it is taken from images; null where the kind takes none.</summary>
    /// <exception cref="InvalidDataException">The settings are of no known kind, or damaged.</exception>
    public static ScorerContent? ContentOf(string kind, string settings, ImageSet images) => Get(kind).ContentOf(settings, images);

    /// <summary>The recipe of a scorer that can be made again with the spaces that are listed or passed.</summary>
    /// <exception cref="NotSupportedException">There is none; the message says why.</exception>
    public static ScorerRecipe RecipeOf(Scorer scorer)
    {
        var recipe = scorer.ToRecipe();
        return Array.Exists(All, k => k.Name == recipe.Kind)
            ? recipe
            : throw new NotSupportedException(
                $"Scorers of the kind '{recipe.Kind}' cannot be loaded; those of {string.Join(", ", All.Select(k => k.Name))} can.");
    }

    /// <summary>The same, with the files that the recipe names in it: an equal scorer can be made where they are not.</summary>
    /// <exception cref="NotSupportedException">There is none; the message says why.</exception>
    /// <exception cref="InvalidDataException">A file has changed since the scorer was made.</exception>
    public static ScorerRecipe PortableOf(Scorer scorer) => scorer switch
    {
        { IsOnCpu: false } => throw new NotSupportedException(
            "The machines of a cluster compute scores on the CPU: leave the device out, or the cluster."),
        OneShotScorer => OneShotScorer.WithSupernet(RecipeOf(scorer)),
        _ => RecipeOf(scorer),
    };

    private static ScorerKind Get(string kind) => Array.Find(All, k => k.Name == kind) ?? throw new InvalidDataException(
        $"A scorer of an unknown kind ('{kind}') is asked for; known: {string.Join(", ", All.Select(k => k.Name))}.");
}
