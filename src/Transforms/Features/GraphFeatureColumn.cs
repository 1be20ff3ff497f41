using System.Collections.Immutable;
using System.Text.Json;
using NasPipelines.Files;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Features;

/// <summary>A column of graph features: whose they are, and what it is called.</summary>
internal sealed class GraphFeatureColumn
{
    /// <summary>What saved models call its recipe. Its meaning never changes.</summary>
    public const string Kind = "graph-features/1";

    private readonly CellFeatures _features;

    /// <param name="space">The search space.</param>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">The space has no graph features; the message names spaces that have.</exception>
    public GraphFeatureColumn(SearchSpace space, string name)
    {
        (Space, Name) = (space, name);
        _features = space.Features ?? throw new ArgumentException(
            $"The search space {space.Name} has no graph features: they are of cells, with at most {OperationSets.Most} operations. Of the "
                + $"listed spaces {string.Join(", ", SearchSpaces.All.Where(s => s.Features is not null).Select(s => s.Name))} have some.");
    }

    public SearchSpace Space { get; }

    public string Name { get; }

    /// <summary>The names of its slots.</summary>
    public ImmutableArray<string> SlotNames => _features.Names;

    /// <summary>The column of a recipe.</summary>
    /// <exception cref="InvalidDataException">The recipe is damaged.</exception>
    /// <exception cref="ArgumentException">It names a space that is not known here, or that has no graph features.</exception>
    public static GraphFeatureColumn FromRecipe(ScorerRecipe recipe, IReadOnlyList<SearchSpace>? spaces)
    {
        try
        {
            return JsonSerializer.Deserialize<Settings>(recipe.Settings) is { Space: { } space, Name: { } name }
                ? new(SearchSpaces.Get(space, spaces), name)
                : throw new InvalidDataException("The settings of the model's graph features name no space or no column.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The settings of the model's graph features cannot be read: {JsonFaults.Text(e)}", e);
        }
    }

    /// <summary>What an equal column can be made of.</summary>
    public ScorerRecipe ToRecipe() => new(Kind, JsonSerializer.Serialize(new Settings(Space.Name, Name)), []);

    /// <summary>The features of an architecture of the space, one for each slot.</summary>
    public float[] Of(Architecture architecture) => Array.ConvertAll(_features.Of(architecture.Genes.AsSpan()), value => (float)value);

    private sealed record Settings(string Space, string Name);
}
