using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines.Stages;

/// <summary>The kinds of scorers that can be made again from what saved models and journals keep: a line each.</summary>
internal static class ScorerKinds
{
    private static readonly (string Name, Func<ScorerRecipe, Func<string, SearchSpace>, Scorer> Create)[] All =
    [
        (ZeroShotScorer.Kind, ZeroShotScorer.FromRecipe),
        (OneShotScorer.Kind, OneShotScorer.FromRecipe),
    ];

    /// <summary>A scorer made from its recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="spaces">Search spaces that are not listed.</param>
    /// <exception cref="InvalidDataException">It is of no known kind, or is damaged.</exception>
    /// <exception cref="ArgumentException">It names an estimator or a space that is not known here.</exception>
    public static Scorer Create(ScorerRecipe recipe, IReadOnlyList<SearchSpace>? spaces)
    {
        foreach (var (name, create) in All)
        {
            if (recipe.Kind == name)
            {
                return create(recipe, space => SearchSpaces.Get(space, spaces));
            }
        }

        throw new InvalidDataException(
            $"A scorer of an unknown kind ('{recipe.Kind}') is asked for; known: {string.Join(", ", All.Select(k => k.Name))}.");
    }

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
}
