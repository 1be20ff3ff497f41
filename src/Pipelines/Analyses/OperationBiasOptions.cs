namespace NasPipelines;

/// <summary>Which pairs of architectures an <see cref="OperationBias"/> rests on.</summary>
public sealed record OperationBiasOptions
{
    /// <summary>The column of architectures.</summary>
    /// <value>Default: <c>Architecture</c>.</value>
    public string ArchitectureColumnName { get; init; } = Data.ArchitectureColumns.DefaultName;

    /// <summary>A column of complexity, such as FLOPs; the analysis is then repeated inside the group of the largest.</summary>
    /// <value>Default: null, which leaves the repetition out.</value>
    public string? ComplexityColumnName { get; init; }

    /// <summary>Number of groups of equal count that the complexity is split into, at least 1.</summary>
    /// <value>Default: 5.</value>
    public int Groups { get; init; } = 5;

    /// <summary>The name of a value of a gene, by the gene's place and value.</summary>
    /// <value>Default: null: the operation in NAS-Bench-201, the number elsewhere.</value>
    public Func<int, int, string>? GeneName { get; init; }

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Groups < 1)
        {
            faults.Add($"Groups must be at least 1 (was {Groups})");
        }

        if (ComplexityColumnName is "")
        {
            faults.Add("ComplexityColumnName must be a column's name, or null");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"Options of the operation bias: {string.Join("; ", faults)}.");
        }
    }
}
