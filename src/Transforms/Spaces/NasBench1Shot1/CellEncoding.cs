using System.Numerics;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>A form of NAS-Bench-101, of a cell with the right numbers of parents.</summary>
internal sealed class CellEncoding(string space, NasBench1Shot1Genes layout, ArchitectureEncoding inner) : ArchitectureEncoding
{
    public override string Name => inner.Name;

    public override string Description => inner.Description;

    public override bool Recognises(ReadOnlySpan<char> text) => inner.Recognises(text);

    public override string Format(ReadOnlySpan<int> genes) => inner.Format(layout.CellOf(genes).ToGenes());

    public override int[] Parse(string text)
    {
        var genes = inner.Parse(text);
        NasBench101Genes.Validate(genes, SearchSpaces.NasBench101.Name);
        var cell = NasBench101Cell.FromGenes(genes);
        if (cell.Vertices != layout.Counts.Length + 1)
        {
            throw new FormatException($"{cell.Vertices} vertices, {space} has {layout.Counts.Length + 1}.");
        }

        for (var vertex = 1; vertex < cell.Vertices; vertex++)
        {
            var count = BitOperations.PopCount((uint)cell.Parents(vertex));
            if (count != layout.Counts[vertex - 1])
            {
                throw new FormatException($"vertex {vertex} has {count} parents, {space} gives it {layout.Counts[vertex - 1]}.");
            }
        }

        return layout.GenesOf(cell);
    }
}
