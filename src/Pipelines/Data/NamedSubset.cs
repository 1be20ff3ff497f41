using Microsoft.ML;

namespace NasPipelines.Data;

/// <summary>Rows that the literature judges on, by a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Description">Which rows they are, in a few words.</param>
/// <param name="Choose">For each row of a view whether it is one of them; the architectures are read where they are asked for.</param>
internal sealed record NamedSubset(string Name, string Description, Func<IDataView, Func<ArchitectureColumns>, bool[]> Choose);
