using System.Collections.Immutable;
using System.Numerics;
using NasPipelines.Networks;

namespace NasPipelines.Architectures;

/// <summary>
/// The cell spaces of NAS-Bench-1Shot1 (Zela et al., ICLR 2020): parts of NAS-Bench-101 in which each vertex has a given number of parents, so
/// that one supernet covers them. Sub-space 3, with five interior vertices, is what Ning et al. 2021 call NAS-Bench-101.
/// </summary>
/// <remarks>
/// <para>
/// Genes: the parents of vertex 1, 2, … and the output, each an index into the combinations of its earlier vertices in lexicographic order;
/// then the operations of the interior vertices, each an index into <see cref="NasBench101.Operations"/>. A vertex that feeds nothing is a loose
/// end: it is pruned, with what only it needs.
/// </para>
/// <para>
/// The network of an architecture is the stand-alone one of NAS-Bench-101, channels shared among the vertices that feed the output: the one
/// whose accuracy the benchmark holds. The supernet has other cells (<see cref="BuildSupernet"/>).
/// </para>
/// </remarks>
public sealed partial class NasBench1Shot1 : SearchSpace
{
    private static readonly ImmutableArray<ImmutableArray<int>> ParentCounts = [[1, 2, 2, 2, 2], [1, 1, 2, 2, 3], [1, 1, 1, 2, 2, 2]];

    private readonly int _number;
    private readonly ImmutableArray<int> _counts;
    private readonly ImmutableArray<int> _choices;
    private readonly Lazy<Dictionary<int, Placement>> _placements;

    internal NasBench1Shot1(int number)
    {
        _number = number;
        _counts = ParentCounts[number - 1];
        _choices = [.. _counts.Select((count, i) => Combinations(i + 1, count).Length), .. Enumerable.Repeat(NasBench101Cell.OperationCount, Interior)];
        _placements = new(FindPlacements);
        Encodings = [new ParentsEncoding(this), .. NasBench101.CellEncodings.Select(inner => new CellEncoding(this, inner))];
    }

    /// <inheritdoc/>
    public override string Name => $"nasbench1shot1-{_number}";

    /// <inheritdoc/>
    public override string Description => $"NAS-Bench-1Shot1, sub-space {_number} (Zela et al., ICLR 2020), a part of NAS-Bench-101";

    /// <summary>The number of encodings, loose ends included: 1,312,200 in sub-space 3. <see cref="EnumerateSet"/> has the smaller sets.</summary>
    public override BigInteger Size => _choices.Aggregate(BigInteger.One, (product, choices) => product * choices);

    /// <inheritdoc/>
    public override bool IsEnumerable => true;

    private int Interior => _counts.Length - 1;

    /// <summary>A sub-space by its number, 1 to 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no sub-space of that number.</exception>
    public static NasBench1Shot1 SubSpace(int number) => number switch
    {
        1 => new NasBench1Shot1(1),
        2 => new NasBench1Shot1(2),
        3 => SearchSpaces.NasBench1Shot1,
        _ => throw new ArgumentOutOfRangeException(nameof(number), number, "NAS-Bench-1Shot1 has the sub-spaces 1, 2 and 3"),
    };

    /// <summary>The same cell as an architecture of <see cref="NasBench101"/>, loose ends included, by which its accuracy is found.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    public Architecture ToNasBench101(Architecture architecture) => SearchSpaces.NasBench101.FromCell(CellOf(architecture));

    /// <summary>The encodings with one vertex's operation changed, or one of its parents replaced.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        for (var gene = 0; gene < _choices.Length; gene++)
        {
            var combinations = gene < _counts.Length ? Combinations(gene + 1, _counts[gene]) : [];
            for (var choice = 0; choice < _choices[gene]; choice++)
            {
                var isOneStep = combinations.Length == 0 || BitOperations.PopCount((uint)(combinations[choice] ^ combinations[architecture.Genes[gene]])) == 2;
                if (choice != architecture.Genes[gene] && isOneStep)
                {
                    yield return new Architecture(this, architecture.Genes.SetItem(gene, choice).AsSpan());
                }
            }
        }
    }

    /// <summary>As <see cref="NasBench101.BuildNetwork"/>, of the same cell.</summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
        SearchSpaces.NasBench101.BuildNetwork(ToNasBench101(architecture), options);

    /// <inheritdoc/>
    public override NetworkCost Cost(Architecture architecture, NetworkOptions? options = null) =>
        SearchSpaces.NasBench101.Cost(ToNasBench101(architecture), options);

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != _choices.Length)
        {
            throw new FormatException(
                $"An architecture of {Name} has {_choices.Length} genes: the parents of {_counts.Length} vertices and {Interior} operations (found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            if (genes[gene] < 0 || genes[gene] >= _choices[gene])
            {
                var part = gene < _counts.Length ? $"Vertex {gene + 1}: parents" : $"Vertex {gene - _counts.Length + 1}: operation";
                throw new FormatException($"{part} {genes[gene]} is not in [0, {_choices[gene] - 1}].");
            }
        }
    }

    /// <inheritdoc/>
    protected override Architecture Draw(Func<int, int> below) => new(this, [.. _choices.Select(below)]);

    private NasBench101Cell CellOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return CellOf(architecture.Genes.AsSpan());
    }

    private NasBench101Cell CellOf(ReadOnlySpan<int> genes)
    {
        int edges = 0, operations = 0;
        for (var vertex = 1; vertex <= _counts.Length; vertex++)
        {
            edges |= Combinations(vertex, _counts[vertex - 1])[genes[vertex - 1]] << NasBench101Cell.FirstEdge(vertex);
            operations |= vertex <= Interior ? genes[_counts.Length + vertex - 1] << NasBench101Cell.OperationShift(vertex) : 0;
        }

        return new(_counts.Length + 1, edges, operations);
    }

    /// <summary>The genes of a cell in which every vertex has its number of parents.</summary>
    private int[] GenesOf(NasBench101Cell cell)
    {
        var genes = new int[_choices.Length];
        for (var vertex = 1; vertex <= _counts.Length; vertex++)
        {
            genes[vertex - 1] = Combinations(vertex, _counts[vertex - 1]).IndexOf(cell.Parents(vertex));
            if (vertex <= Interior)
            {
                genes[_counts.Length + vertex - 1] = cell.Operation(vertex);
            }
        }

        return genes;
    }
}
