using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.Described;

/// <summary>A described space of cells.</summary>
internal sealed class CellSpace : DescribedSpace
{
    private const int MostClassed = 100_000;

    private readonly CellDescription _cells;
    private readonly CellFunction _function;
    private readonly ClassRepresentatives _representatives;

    public CellSpace(CellDescription cells)
        : base(cells.Name, cells.Description)
    {
        _cells = cells;
        _function = new CellFunction(cells);
        Choices = [.. cells.Edges.Zip(cells.Operations, (edge, operations) => new GeneChoice(
            FormattableString.Invariant($"edge {edge.From}-{edge.To}"), [.. operations.Select(o => o.Name)]))];
        Operations = [.. cells.Operations.SelectMany(o => o).Select(o => o.Name).Distinct(StringComparer.Ordinal)];
        _representatives = new(this);
        Features = Operations.Count > OperationSets.Most ? null : new EdgeCellFeatures(
            cells.Nodes, cells.Edges, [.. Choices.Select(choice => choice.Values)], Operations, cells.Concatenates);
    }

    public override IReadOnlyList<GeneChoice> Choices { get; }

    public override IReadOnlyList<string> Operations { get; }

    /// <summary>As published for NAS-Bench-201; none where there are more operations than sets of them can be listed.</summary>
    internal override CellFeatures? Features { get; }

    public override bool HasSupernet => true;

    public override string Settings => _cells.ToText();

    /// <summary>The operation: the same on every edge.</summary>
    public override string GeneName(int gene, int value) => Choices[gene].Values[value];

    /// <summary>
    /// The function of a cell where the space has at most 100,000 architectures; in a larger one, the cell without its dead edges.
    /// </summary>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var zero = equivalence == ArchitectureEquivalence.FunctionalAtInitialisation;
        return equivalence == ArchitectureEquivalence.None ? Format(architecture)
            : Size <= MostClassed ? _function.Form(architecture.Genes, zero)
            : string.Join(',', _function.WithoutDeadEdges(architecture.Genes, zero));
    }

    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Size <= MostClassed
            ? _representatives.Of(architecture)
            : new Architecture(this, _function.WithoutDeadEdges(architecture.Genes, convolutionOfZeroIsZero: true));
    }

    /// <summary>Whether there is a path of operations other than none from the cell's input to its output.</summary>
    public override bool IsConnected(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _function.LiveEdges(architecture.Genes).Contains(true);
    }

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture, options);
    }

    /// <summary>Every edge of every cell owns its operations.</summary>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options);

    private NetworkGraph Build(Architecture? architecture, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new CellNetwork(_cells, architecture?.Genes, architecture is null ? null : _function.LiveEdges(architecture.Genes), options)
            .Build();
    }
}
