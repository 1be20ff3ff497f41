using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Analyses;

/// <summary>A number that says something about the structure of an architecture, such as its depth.</summary>
public sealed class StructuralAxis
{
    private readonly Func<SearchSpace, string?> _undefinedBecause;

    /// <summary>An axis.</summary>
    /// <param name="name">The name in data, such as <c>depth</c>.</param>
    /// <param name="description">What is counted.</param>
    /// <param name="measure">Measures an architecture and its network with dead operations removed; called by several threads.</param>
    /// <param name="undefinedBecause">
    /// Why a space has no such number, in words that follow "not defined in (space):"; null where it has. Every space has, without this.
    /// </param>
    public StructuralAxis(
        string name, string description, Func<Architecture, NetworkGraph, double> measure,
        Func<SearchSpace, string?>? undefinedBecause = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(measure);
        (Name, Description, Measure, _undefinedBecause) = (name, description, measure, undefinedBecause ?? (_ => null));
    }

    /// <summary>The name in data, such as <c>depth</c>.</summary>
    public string Name { get; }

    /// <summary>What is counted.</summary>
    public string Description { get; }

    internal Func<Architecture, NetworkGraph, double> Measure { get; }

    /// <summary>Why the axis is not defined in a space; null where it is.</summary>
    internal string? UndefinedIn(SearchSpace space) =>
        _undefinedBecause(space) is { } reason ? $"not defined in {space.Name}: {reason}" : null;
}
