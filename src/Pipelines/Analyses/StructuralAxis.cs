using NasPipelines.Architectures;
using NasPipelines.Networks;

namespace NasPipelines;

/// <summary>A number that says something about the structure of an architecture, such as its depth.</summary>
/// <param name="Name">The name in data, such as <c>depth</c>.</param>
/// <param name="Description">What is counted.</param>
/// <param name="Measure">Measures an architecture and its network with dead operations removed.</param>
public sealed record StructuralAxis(string Name, string Description, Func<Architecture, NetworkGraph, double> Measure);
