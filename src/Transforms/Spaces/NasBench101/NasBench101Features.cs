using System.Collections.Immutable;
using System.Numerics;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// The published graph features of NAS-Bench-101, 47 of them, of the pruned cell: <c>op_count</c>, input and output first;
/// <c>min_path_len</c>, edges of the shortest path from input to output through vertices of a set of operations, the number of vertices
/// where there is none; <c>max_op_on_path</c>, the vertices on the longest such path minus 4; <c>node_degree</c>: edges
/// into the output from vertices of the set (<c>in_degree</c>), from the input to them (<c>out_degree</c>), from them (<c>avg_in</c>)
/// and to them (<c>avg_out</c>) per vertex.
/// </summary>
/// <remarks>Isomorphic cells have equal features.</remarks>
internal sealed class NasBench101Features : CellFeatures
{
    private const int Subtracted = 4; // the published code takes the two ends off the path's length twice

    // As the publication numbers them, after input and output.
    private static readonly string[] Operations = ["maxpool3x3", "conv1x1-bn-relu", "conv3x3-bn-relu"];

    private readonly OperationSets _sets = new(Operations);
    private readonly CellReader _cellOf;

    /// <param name="cellOf">The cell that genes stand for.</param>
    public NasBench101Features(CellReader cellOf)
    {
        _cellOf = cellOf;
        Names = NamesOf(Operations.Length + 2, _sets);
    }

    /// <summary>The cell that genes stand for.</summary>
    public delegate NasBench101Cell CellReader(ReadOnlySpan<int> genes);

    public override ImmutableArray<string> Names { get; }

    public override double[] Of(ReadOnlySpan<int> genes)
    {
        var cell = _cellOf(genes).Pruned();
        int[] vertices = [.. Operations.Select((_, operation) => VerticesOf(cell, 1 << operation))];
        var features = new List<double>(Names.Length) { 1, 1 };
        features.AddRange(vertices.Select(mask => (double)BitOperations.PopCount((uint)mask)));
        int[] sets = [.. _sets.Masks.Select(set => VerticesOf(cell, set))];
        features.AddRange(sets.Select(among => (double)(Path(cell, among, Math.Min) ?? cell.Vertices)));
        features.AddRange(sets.Select(among => (double)((Path(cell, among, Math.Max) + 1 ?? 0) - Subtracted)));
        foreach (var among in sets)
        {
            features.Add(BitOperations.PopCount((uint)(cell.Parents(cell.Output) & among)));
            features.Add(Edges(cell, 1, among));
            features.Add((double)Edges(cell, among, ~0) / cell.Vertices);
            features.Add((double)Edges(cell, ~0, among) / cell.Vertices);
        }

        return [.. features];
    }

    // The interior vertices whose operation is in a set, as a mask.
    private static int VerticesOf(NasBench101Cell cell, int set)
    {
        var among = 0;
        for (var vertex = 1; vertex < cell.Output; vertex++)
        {
            among |= (set >> (Operations.Length - 1 - cell.Operation(vertex)) & 1) << vertex;
        }

        return among;
    }

    // The edges on a path from input to output through some vertices.
    private static int? Path(NasBench101Cell cell, int among, Func<int, int, int> better)
    {
        var length = new int?[cell.Vertices];
        length[0] = 0;
        for (var vertex = 1; vertex < cell.Vertices; vertex++)
        {
            if (vertex < cell.Output && (among >> vertex & 1) == 0)
            {
                continue;
            }

            for (var parent = 0; parent < vertex; parent++)
            {
                if ((cell.Parents(vertex) >> parent & 1) != 0 && length[parent] + 1 is { } through)
                {
                    length[vertex] = length[vertex] is { } known ? better(known, through) : through;
                }
            }
        }

        return length[^1];
    }

    private static int Edges(NasBench101Cell cell, int from, int to) => Enumerable.Range(1, cell.Output)
        .Where(vertex => (to >> vertex & 1) != 0).Sum(vertex => BitOperations.PopCount((uint)(cell.Parents(vertex) & from)));
}
