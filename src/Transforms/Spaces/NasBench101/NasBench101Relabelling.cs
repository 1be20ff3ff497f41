using System.Numerics;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// All ways to number the interior vertices of a pruned cell such that edges go upwards, and what the benchmark's order makes the first of
/// them.
/// </summary>
internal struct NasBench101Relabelling
{
    private readonly NasBench101Cell _cell;
    private readonly int _ordered;
    private readonly List<ulong>? _ties;

    /// <param name="cell">A pruned cell.</param>
    /// <param name="keepOutputOrder">Whether the vertices that feed the output keep their order among themselves.</param>
    /// <param name="ties">Filled with every numbering that gives the smallest cell.</param>
    public NasBench101Relabelling(NasBench101Cell cell, bool keepOutputOrder = false, List<ulong>? ties = null)
    {
        _cell = cell;
        _ordered = keepOutputOrder ? cell.OutputParents : 0;
        _ties = ties;
        Smallest = new(cell.Vertices, int.MaxValue, int.MaxValue);
        Place(1, 1, 0, 0, 0);
    }

    /// <summary>The first of the relabelled cells.</summary>
    public NasBench101Cell Smallest { get; private set; }

    /// <summary>A numbering that gives it, see <see cref="NumberOf"/>.</summary>
    public ulong Numbering { get; private set; }

    /// <summary>The number of numberings.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them give the smallest cell: the cell's automorphisms.</summary>
    public int Automorphisms { get; private set; }

    /// <summary>The number of different cells that the numberings give.</summary>
    public readonly int DifferentCells => Count / Automorphisms;

    /// <summary>What a numbering makes of a vertex: four bits each.</summary>
    public static int NumberOf(ulong numbering, int vertex) => (int)(numbering >> (4 * vertex)) & 15;

    private void Place(int number, int placed, ulong numbering, int edges, int operations)
    {
        if (number == _cell.Output)
        {
            Consider(numbering, edges | Renumbered(_cell.Parents(number), numbering) << NasBench101Cell.FirstEdge(number), operations);
            return;
        }

        for (var vertex = 1; vertex < _cell.Output; vertex++)
        {
            var bit = 1 << vertex;
            var parents = _cell.Parents(vertex);
            var waitsForSibling = (_ordered & bit) != 0 && (_ordered & (bit - 1) & ~placed) != 0;
            if ((placed & bit) == 0 && (parents & ~placed) == 0 && !waitsForSibling)
            {
                Place(
                    number + 1,
                    placed | bit,
                    numbering | (ulong)number << (4 * vertex),
                    edges | Renumbered(parents, numbering) << NasBench101Cell.FirstEdge(number),
                    operations | _cell.Operation(vertex) << NasBench101Cell.OperationShift(number));
            }
        }
    }

    private void Consider(ulong numbering, int edges, int operations)
    {
        Count++;
        var order = (edges, operations).CompareTo((Smallest.Edges, Smallest.Operations));
        if (order > 0)
        {
            return;
        }

        if (order < 0)
        {
            Smallest = new(_cell.Vertices, edges, operations);
            Numbering = numbering;
            Automorphisms = 0;
            _ties?.Clear();
        }

        Automorphisms++;
        _ties?.Add(numbering);
    }

    private static int Renumbered(int mask, ulong numbering)
    {
        var result = 0;
        for (; mask != 0; mask &= mask - 1)
        {
            result |= 1 << NumberOf(numbering, BitOperations.TrailingZeroCount(mask));
        }

        return result;
    }
}
