using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>Two cells of numbers in lists of lists.</summary>
internal abstract class NumbersEncoding : LiteralEncoding
{
    public sealed override int[] Read(Literal literal)
    {
        if (literal is not { Kind: LiteralKind.List, Items.Count: 2 }
            || !literal.Items.All(cell => cell.Kind == LiteralKind.List && cell.Items.All(list => list.Kind == LiteralKind.List)))
        {
            throw new FormatException($"it is not {Description}.");
        }

        int[][][] numbers = [.. literal.Items.Select((cell, c) =>
            cell.Items.Select(list => list.Integers($"{NasBench301Genes.Cells[c]} cell")).ToArray())];
        return numbers.All(IsCell)
            ? NasBench301Genes.InOrder([.. numbers.SelectMany((cell, c) => Genes(cell, c * NasBench301Genes.CellGenes))])
            : throw new FormatException($"it is not {Description}: the lists have other lengths.");
    }

    protected abstract bool IsCell(int[][] cell);

    /// <summary>The genes of a well-formed cell whose first gene is given.</summary>
    protected abstract IEnumerable<int> Genes(int[][] cell, int first);
}
