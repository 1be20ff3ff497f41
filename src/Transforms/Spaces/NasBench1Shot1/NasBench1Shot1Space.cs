using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces.Features;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>
/// A cell space of NAS-Bench-1Shot1 (Zela et al., ICLR 2020): a part of NAS-Bench-101 in which each vertex has a given number of parents,
/// so that one supernet covers it. Sub-space 3, with five interior vertices, is what Ning et al. 2021 call NAS-Bench-101.
/// </summary>
/// <remarks>
/// The network of an architecture is the stand-alone one of NAS-Bench-101, channels shared among the vertices that feed the output: the one
/// whose accuracy the benchmark holds. The supernet has other cells (<see cref="BuildSupernet"/>).
/// </remarks>
internal sealed class NasBench1Shot1Space : SearchSpace
{
    private readonly int _number;
    private readonly NasBench1Shot1Genes _layout;
    private readonly NasBench1Shot1Sets _sets;
    private readonly NasBench1Shot1Placements _placements;
    private readonly Lazy<CellFeatures> _features;

    /// <param name="number">The number of the sub-space, 1 to 3.</param>
    public NasBench1Shot1Space(int number)
    {
        _number = number;
        _layout = new NasBench1Shot1Genes(number);
        _sets = new NasBench1Shot1Sets(_layout);
        _placements = new NasBench1Shot1Placements(_layout);
        _features = new(() => new NasBench101Features(_layout.CellOf));
        Encodings = [new ParentsEncoding(_layout), .. NasBench101Encodings.All.Select(inner => new CellEncoding(Name, _layout, inner))];
    }

    public override string Name => $"nasbench1shot1-{_number}";

    public override string Description => $"NAS-Bench-1Shot1, sub-space {_number} (Zela et al., ICLR 2020), a part of NAS-Bench-101";

    /// <summary>The number of encodings, loose ends included: 1,312,200 in sub-space 3. <see cref="Sets"/> has the smaller sets.</summary>
    public override BigInteger Size => _layout.Choices.Aggregate(BigInteger.One, (product, choices) => product * choices);

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    /// <summary>Those of NAS-Bench-101, of the same cell.</summary>
    internal override CellFeatures? Features => _features.Value;

    public override IReadOnlyList<string> Operations => NasBench101Genes.Operations;

    public override IReadOnlyList<string> Sets => NasBench1Shot1Sets.Names;

    public override bool IsEnumerable => true;

    public override bool HasSupernet => true;

    /// <summary>All encodings, loose ends included, the last gene changing fastest.</summary>
    public override IEnumerable<Architecture> Enumerate() => EnumerateSet(NasBench1Shot1Sets.Encodings);

    public override IEnumerable<Architecture> EnumerateSet(string name) => (_sets.Cells(name) ?? throw UnknownSet(name)).Select(FromCell);

    /// <summary>The same cell as an architecture of NAS-Bench-101, loose ends included, by which its accuracy is found.</summary>
    public Architecture ToNasBench101(Architecture architecture) => new(SearchSpaces.NasBench101, CellOf(architecture).ToGenes());

    public override string GeneName(int gene, int value) => _layout.Name(gene, value);

    /// <summary>The encodings with one vertex's operation changed, or one of its parents replaced.</summary>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return from gene in Enumerable.Range(0, _layout.Choices.Length)
               from value in Enumerable.Range(0, _layout.Choices[gene])
               where _layout.IsOneStep(gene, architecture.Genes[gene], value)
               select new Architecture(this, architecture.Genes.SetItem(gene, value).AsSpan());
    }

    /// <summary>As in NAS-Bench-101, of the same cell.</summary>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) =>
        equivalence == ArchitectureEquivalence.None
            ? Format(architecture)
            : SearchSpaces.NasBench101.CanonicalForm(ToNasBench101(architecture), equivalence);

    public override Architecture Representative(Architecture architecture) =>
        FromCell(_placements.Place(NasBench101Space.Functional(CellOf(architecture)).Smallest));

    /// <summary>As in NAS-Bench-101, of the same cell.</summary>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
        SearchSpaces.NasBench101.BuildNetwork(ToNasBench101(architecture), options);

    internal override CostCounter? CountLayers(Architecture architecture, NetworkOptions options) =>
        SearchSpaces.NasBench101.CountLayers(ToNasBench101(architecture), options);

    /// <summary>
    /// The supernet of NAS-Bench-1Shot1 (Zela et al. 2020, section 3): every vertex has the same channels, a projection of the cell's input
    /// of its own, and all operations. A cell's output joins all interior vertices, zeros in place of those that do not feed it, and adds
    /// the projected input where an edge says so.
    /// </summary>
    /// <remarks>
    /// 16 channels and three stages of three cells by default; between stages a 2×2 maximum pooling with a padding of 1, as published, and
    /// twice the channels.
    /// </remarks>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => BuildShared(null, options);

    /// <summary>
    /// The part of <see cref="BuildSupernet"/> of an architecture: not the network of <see cref="BuildNetwork"/>, whose vertices share
    /// channels.
    /// </summary>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return BuildShared(architecture.Genes.ToArray(), options);
    }

    protected internal override void Validate(ReadOnlySpan<int> genes) => _layout.Validate(genes, Name);

    protected override Architecture Draw(Func<int, int> below) => new(this, [.. _layout.Choices.Select(below)]);

    private Architecture FromCell(NasBench101Cell cell) => new(this, _layout.GenesOf(cell));

    private NasBench101Cell CellOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _layout.CellOf(architecture.Genes.AsSpan());
    }

    private NetworkGraph BuildShared(int[]? genes, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        var graph = new NasBench1Shot1SharedNetwork(_layout.Counts, genes, options).Build();
        return options.DropDeadEdges ? GraphPasses.RemoveDeadNodes(graph) : graph;
    }
}
