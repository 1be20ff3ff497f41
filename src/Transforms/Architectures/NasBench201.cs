using System.Numerics;
using NasPipelines.Numerics;

namespace NasPipelines.Architectures;

/// <summary>
/// The cell space of NAS-Bench-201 (Dong and Yang, ICLR 2020) and NATS-Bench's topology space: four nodes, an operation of five on each of
/// the six edges. Genes: the operations on edges 0-1, 0-2, 1-2, 0-3, 1-3, 2-3 (the order of the benchmark's string), each an index into
/// <see cref="Operations"/>.
/// </summary>
public sealed partial class NasBench201 : SearchSpace
{
    private const int Edges = 6;
    private const int None = 0;
    private const int Skip = 1;
    private const int Pool = 4;

    private static readonly (int From, int To)[] EdgeList = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];

    // The benchmark's order is the lexicographic one, shuffled by Python's random.shuffle with seed 88 (its generate_meta_info).
    private readonly Lazy<(int[] AtIndex, int[] IndexOf)> _order = new(BenchmarkOrder);
    private readonly Lazy<Dictionary<string, Architecture>> _representatives;

    internal NasBench201() => _representatives = new(FindRepresentatives);

    /// <summary>The operations of an edge; a gene is an index into this list.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"];

    /// <inheritdoc/>
    public override string Name => "nasbench201";

    /// <inheritdoc/>
    public override string Description => "NAS-Bench-201 / NATS-Bench topology space (Dong and Yang, ICLR 2020)";

    /// <inheritdoc/>
    public override BigInteger Size => 15625;

    /// <inheritdoc/>
    public override bool IsEnumerable => true;

    /// <inheritdoc/>
    public override IEnumerable<Architecture> Enumerate() => _order.Value.AtIndex.Select(FromLexicographic);

    /// <inheritdoc/>
    public override long? IndexOf(Architecture architecture) => _order.Value.IndexOf[Lexicographic(architecture.Genes.AsSpan())];

    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        for (var edge = 0; edge < Edges; edge++)
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

    /// <inheritdoc/>
    public override Architecture Representative(Architecture architecture) => _representatives.Value[architecture.Canonical];

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != Edges)
        {
            throw new FormatException($"An architecture of {Name} has {Edges} operations, one per edge (found {genes.Length}).");
        }

        for (var edge = 0; edge < Edges; edge++)
        {
            if (genes[edge] < 0 || genes[edge] >= Operations.Count)
            {
                throw new FormatException(
                    $"Edge {EdgeList[edge].From}-{EdgeList[edge].To}: operation {genes[edge]} is not in [0, {Operations.Count - 1}].");
            }
        }
    }

    /// <inheritdoc/>
    protected override Architecture Draw(Func<int, int> below) => FromLexicographic(below(15625));

    private Architecture FromLexicographic(int number)
    {
        Span<int> genes = stackalloc int[Edges];
        for (var edge = Edges - 1; edge >= 0; edge--)
        {
            (number, genes[edge]) = int.DivRem(number, Operations.Count);
        }

        return new Architecture(this, genes);
    }

    private static int Lexicographic(ReadOnlySpan<int> genes)
    {
        var number = 0;
        foreach (var gene in genes)
        {
            number = (number * Operations.Count) + gene;
        }

        return number;
    }

    private static (int[] AtIndex, int[] IndexOf) BenchmarkOrder()
    {
        var atIndex = Enumerable.Range(0, 15625).ToArray();
        new PythonRandom(88).Shuffle<int>(atIndex);
        var indexOf = new int[atIndex.Length];
        for (var i = 0; i < atIndex.Length; i++)
        {
            indexOf[atIndex[i]] = i;
        }

        return (atIndex, indexOf);
    }

    private Dictionary<string, Architecture> FindRepresentatives()
    {
        var first = new Dictionary<string, Architecture>(StringComparer.Ordinal);
        foreach (var architecture in Enumerate())
        {
            first.TryAdd(architecture.Canonical, architecture);
        }

        return first;
    }
}
