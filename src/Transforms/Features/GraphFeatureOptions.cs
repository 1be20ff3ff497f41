using NasPipelines.Options;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Features;

/// <summary>How graph features of architectures are made.</summary>
public sealed class GraphFeatureOptions
{
    /// <summary>The column of architectures.</summary>
    /// <value>Architecture.</value>
    public string ArchitectureColumnName { get; init; } = "Architecture";

    /// <summary>The space of the architectures.</summary>
    /// <value>null: the one that the column says it is of.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>What is done about a row that is no architecture of the space; one that is missing has NaN for every feature.</summary>
    /// <value><see cref="BadRows.Fail"/>.</value>
    public BadRows BadRows { get; init; } = BadRows.Fail;

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    internal void Validate() =>
        new OptionFaults().NotEmpty(ArchitectureColumnName, "a column").Defined(BadRows).Throw();
}
