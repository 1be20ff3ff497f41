using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Analyses;

/// <summary>Which pairs of architectures an <see cref="OperationBias"/> rests on.</summary>
public sealed class OperationBiasOptions
{
    /// <summary>The column of architectures.</summary>
    /// <value>Default: <c>Architecture</c>.</value>
    public string ArchitectureColumnName { get; init; } = Data.ArchitectureColumns.DefaultName;

    /// <summary>The space of the architectures.</summary>
    /// <value>Default: null, which takes the one that the column of architectures says it is of.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>A column of complexity, such as FLOPs; the analysis is then repeated inside the group of the largest.</summary>
    /// <value>Default: null, which leaves the repetition out.</value>
    public string? ComplexityColumnName { get; init; }

    /// <summary>Number of groups of equal count that the complexity is split into, at least 1.</summary>
    /// <value>Default: 5.</value>
    public int Groups { get; init; } = 5;

    /// <summary>The name of a value of a gene, by the gene's place and value; values of one name are counted together.</summary>
    /// <value>Default: null: the names that the search space gives, such as those of its operations.</value>
    public Func<int, int, string>? GeneName { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .Range(Groups, 1, int.MaxValue)
        .Require(ComplexityColumnName is not "", $"{nameof(ComplexityColumnName)} must be a column's name, or null (was '').")
        .NotEmpty(ArchitectureColumnName, "the column of architectures")
        .Throw();
}
