namespace NasPipelines.Benchmarks;

/// <summary>A published table that is recognised by its header: which columns make the architecture, and of which search space.</summary>
internal sealed record BenchmarkTableDescription
{
    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>The search space of its architectures.</summary>
    public required string Space { get; init; }

    /// <summary>The columns from which the architecture's text is made.</summary>
    public required IReadOnlyList<string> ArchitectureColumns { get; init; }

    /// <summary>Further columns by which the table is recognised and which hold no values, such as a row number.</summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];

    /// <summary>Value columns by which the table is recognised, besides the others.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Columns added to those of the file, after them.</summary>
    public IReadOnlyList<BenchmarkDerivedColumn> Derived { get; init; } = [];

    /// <summary>The architecture's text, made of the fields of <see cref="ArchitectureColumns"/>.</summary>
    /// <value>The default is the first of them.</value>
    public Func<IReadOnlyList<string>, string> Compose { get; init; } = fields => fields[0];

    internal bool Recognises(IReadOnlyCollection<string> header) =>
        ArchitectureColumns.Concat(OtherColumns).Concat(Marks).Concat(Derived.Select(d => d.Source)).All(header.Contains);
}
