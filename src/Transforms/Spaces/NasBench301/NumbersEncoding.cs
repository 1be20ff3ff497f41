using System.Text.Json;

namespace NasPipelines.Spaces.NasBench301;

/// <summary>Numbers in lists of lists, Python's tuples being lists too.</summary>
internal abstract class NumbersEncoding : ArchitectureEncoding
{
    private static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true };

    public sealed override int[] Parse(string text)
    {
        int[][][]? numbers;
        try
        {
            numbers = JsonSerializer.Deserialize<int[][][]>(text.Replace('(', '[').Replace(')', ']'), Lenient);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"'{text}' is not {Description}: {fault.Message}", fault);
        }

        return numbers is { Length: 2 }
            && numbers.All(cell => cell is not null && cell.All(list => list is not null))
            && numbers.All(IsCell)
            ? NasBench301Genes.InOrder([.. numbers.SelectMany((cell, c) => Genes(cell, c * NasBench301Genes.CellGenes))])
            : throw new FormatException($"'{text}' is not {Description}: the lists have other lengths.");
    }

    protected abstract bool IsCell(int[][] cell);

    /// <summary>The genes of a well-formed cell whose first gene is given.</summary>
    protected abstract IEnumerable<int> Genes(int[][] cell, int first);
}
