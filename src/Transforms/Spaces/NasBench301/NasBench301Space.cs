using System.Collections.Concurrent;
using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>
/// The cell space of DARTS (Liu et al., ICLR 2019) as in NAS-Bench-301 (Zela et al., ICLR 2022): a normal and a reduction cell of four
/// nodes, each the sum of operations on two different earlier nodes; nodes 0 and 1 are the outputs of the two cells before.
/// </summary>
internal sealed class NasBench301Space : SearchSpace
{
    private readonly ConcurrentDictionary<NetworkOptions, NasBench301CostTable> _costs = new();

    public override string Name => "nasbench301";

    public override string Description => "NAS-Bench-301 / DARTS cells (Liu et al., ICLR 2019; Zela et al., ICLR 2022)";

    public override BigInteger Size => BigInteger.Pow(1 * 3 * 6 * 10 * BigInteger.Pow(Operations.Count, 8), NasBench301Genes.Cells.Length);

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } =
        [
        new GenotypeEncoding(), new TokensEncoding(), new ConfigurationEncoding(), new AwNasEncoding(), new NasLibEncoding(false),
        new NniEncoding(), new NasLibEncoding(true),
    ];

    internal override CellFeatures? Features => NasBench301Features.All;

    public override IReadOnlyList<string> Operations => NasBench301Genes.Operations;

    internal override string CellOf(int gene) => NasBench301Genes.Cells[gene / NasBench301Genes.CellGenes];

    public override bool HasSupernet => true;

    public override string GeneName(int gene, int value) => NasBench301Genes.Name(gene, value);

    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var genes = architecture.Genes;
        for (var gene = 0; gene < genes.Length; gene++)
        {
            var choices = NasBench301Genes.IsInput(gene) ? NasBench301Genes.NodeOf(gene) : Operations.Count;
            var other = NasBench301Genes.IsInput(gene) ? genes[gene ^ 2] : -1;
            for (var choice = 0; choice < choices; choice++)
            {
                if (choice != genes[gene] && choice != other)
                {
                    yield return new Architecture(this, NasBench301Genes.InOrder([.. genes.SetItem(gene, choice)]));
                }
            }
        }
    }

    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return equivalence switch
        {
            ArchitectureEquivalence.None => Format(architecture),
            ArchitectureEquivalence.Literature => NasBench301Equivalence.Literature(architecture.Genes.AsSpan()),
            ArchitectureEquivalence.Functional or ArchitectureEquivalence.FunctionalAtInitialisation =>
                Format(Representative(architecture)),
            _ => throw new ArgumentOutOfRangeException(nameof(equivalence), equivalence, "unknown equivalence"),
        };
    }

    /// <summary>
    /// The member of the class with the smallest genes. Nodes may be renumbered, because a cell's output is joined from all of them; a skip
    /// passes a sum on; equal nodes are interchangeable. Two convolutions of one input stay two functions.
    /// </summary>
    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return new Architecture(this, NasBench301Equivalence.Smallest(architecture.Genes.AsSpan()));
    }

    /// <summary>
    /// The benchmark's stand-alone network without its auxiliary head: a 3×3 stem of three times the channels, then cells with a reduction
    /// cell after each third, global pooling and a classifier (Zela et al. 2022: 32 channels, 8 cells).
    /// <see cref="NetworkDimensions.CellsPerStage"/> is the number n of normal cells before, between and after the two reduction cells, 3n
    /// + 2 cells in all (2 by default; DARTS trains with 6).
    /// </summary>
    /// <remarks>
    /// Pooling is not followed by a normalisation, as in the benchmark. The shifted half of a factorized reduction of an odd size is filled
    /// with zeros.
    /// </remarks>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        options.Validate();
        return new NasBench301Network(architecture.Genes.ToArray(), options, shared: false).Build();
    }

    /// <summary>A sum over the edges: what an operation adds is measured on a few networks, once for each size of network.</summary>
    public override NetworkCost Cost(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _costs.GetOrAdd(options
            ?? new NetworkOptions(), size => new NasBench301CostTable(this, size)).Of(architecture.Genes.AsSpan());
    }

    /// <summary>
    /// The supernet of DARTS as Ning et al. 2021 train it: the skeleton of <see cref="BuildNetwork"/> with 16 channels by default, every
    /// edge of every cell owning its seven operations, and a normalisation after pooling.
    /// </summary>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => BuildShared(null, options);

    /// <summary>As <see cref="BuildNetwork"/>, but 16 channels by default, and pooling is followed by a normalisation.</summary>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return BuildShared(architecture.Genes.ToArray(), options);
    }

    protected internal override void Validate(ReadOnlySpan<int> genes) => NasBench301Genes.Validate(genes, Name);

    protected override Architecture Draw(Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(below);
        var genes = new int[2 * NasBench301Genes.CellGenes];
        for (var gene = 0; gene < genes.Length; gene += 4)
        {
            var node = NasBench301Genes.NodeOf(gene);
            var first = below(node);
            var second = below(node - 1);
            genes[gene] = below(Operations.Count);
            genes[gene + 1] = first;
            genes[gene + 2] = below(Operations.Count);
            genes[gene + 3] = second < first ? second : second + 1;
        }

        return new Architecture(this, NasBench301Genes.InOrder(genes));
    }

    private static NetworkGraph BuildShared(int[]? genes, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new NasBench301Network(genes, options, shared: true).Build();
    }
}
