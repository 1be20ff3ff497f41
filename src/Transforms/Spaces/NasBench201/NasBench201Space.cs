using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// The cell space of NAS-Bench-201 (Dong and Yang, ICLR 2020) and NATS-Bench's topology space: four nodes, an operation of five on each of
/// the six edges (<see cref="NasBench201Genes"/>).
/// </summary>
internal sealed class NasBench201Space : SearchSpace
{
    private readonly ClassRepresentatives _representatives;

    public NasBench201Space() => _representatives = new(this);

    public override string Name => "nasbench201";

    public override string Description => "NAS-Bench-201 / NATS-Bench topology space (Dong and Yang, ICLR 2020)";

    public override BigInteger Size => NasBench201Order.Count;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } =
        [
        new StringEncoding(), new IndexEncoding(), new StructureEncoding(), new NniEncoding(), TupleEncoding.NasLib, new LettersEncoding(),
        TupleEncoding.AutoDl,
    ];

    internal override CellFeatures? Features => NasBench201Features.All;

    public override IReadOnlyList<string> Operations => NasBench201Genes.Operations;

    public override bool IsEnumerable => true;

    public override bool HasSupernet => true;

    public override IEnumerable<Architecture> Enumerate() => NasBench201Order.AtIndex.Select(FromLexicographic);

    public override long? IndexOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return NasBench201Order.IndexOf(architecture.Genes.AsSpan());
    }

    /// <summary>The operation: the same on every edge.</summary>
    public override string GeneName(int gene, int value) => Operations[value];

    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        for (var edge = 0; edge < NasBench201Genes.Edges; edge++)
        {
            for (var operation = 0; operation < Operations.Count; operation++)
            {
                if (operation != architecture.Genes[edge])
                {
                    yield return new Architecture(this, architecture.Genes.SetItem(edge, operation).AsSpan());
                }
            }
        }
    }

    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return equivalence == ArchitectureEquivalence.None
            ? Format(architecture)
            : NasBench201Equivalence.Form(architecture.Genes.AsSpan(), equivalence);
    }

    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _representatives.Of(architecture);
    }

    /// <summary>Whether there is a path of operations other than none from the cell's input to its output.</summary>
    public override bool IsConnected(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return NasBench201Genes.LiveEdges(architecture.Genes.AsSpan()).Contains(true);
    }

    /// <summary>Whether every edge but those of none lies on a path from the cell's input to its output.</summary>
    public override bool UsesEveryOperation(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var live = NasBench201Genes.LiveEdges(architecture.Genes.AsSpan());
        return Enumerable.Range(0, live.Length).All(edge => live[edge] || architecture.Genes[edge] == NasBench201Genes.None);
    }

    /// <summary>
    /// Stem, three stages of cells (16, 32, 64 channels, five cells each by default) with a residual reduction block between stages, batch
    /// normalisation, ReLU, global pooling and a linear classifier (Dong and Yang 2020, section 2).
    /// </summary>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture, options);
    }

    internal override CostCounter? CountLayers(Architecture architecture, NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options.Validate();
        return NasBench201Cost.Count(architecture.Genes.AsSpan(), options);
    }

    /// <summary>The supernet of the paper (Ning et al. 2021, appendix): every edge of every cell owns its five operations.</summary>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options);

    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != NasBench201Genes.Edges)
        {
            throw new FormatException(
                $"An architecture of {Name} has {NasBench201Genes.Edges} operations, one per edge (found {genes.Length}).");
        }

        for (var edge = 0; edge < NasBench201Genes.Edges; edge++)
        {
            if (genes[edge] < 0 || genes[edge] >= Operations.Count)
            {
                var (from, to) = NasBench201Genes.EdgeList[edge];
                throw new FormatException($"Edge {from}-{to}: operation {genes[edge]} is not in [0, {Operations.Count - 1}].");
            }
        }
    }

    protected override Architecture Draw(Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(below);
        return FromLexicographic(below(NasBench201Order.Count));
    }

    private Architecture FromLexicographic(int number) => new(this, NasBench201Genes.FromLexicographic(number));

    private static NetworkGraph Build(Architecture? architecture, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new NasBench201Network(architecture, options).Build();
    }
}
