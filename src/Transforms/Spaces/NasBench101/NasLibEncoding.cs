using System.Globalization;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>NASLib's numbers: an adjacency matrix by rows, then a number for each vertex's operation.</summary>
internal sealed class NasLibEncoding : LiteralEncoding
{
    /// <summary>What the numbers 0 to 4 mean.</summary>
    private static readonly string[] Words = [MatrixText.Input, MatrixText.Output, "maxpool3x3", "conv1x1-bn-relu", "conv3x3-bn-relu"];

    public override string Name => "naslib";

    public override string Description => "(0, 1, …, 0, 4, …, 1), as in NASLib's files of scores: the matrix by rows, then "
        + string.Join(", ", Words.Select((word, i) => $"{i} {word}"));

    public override string Notation => "NASLib's numbers, a matrix and then operations";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.List
        && VerticesOf(literal.Items.Count) > 0 && literal.Items.All(item => item.Kind == LiteralKind.Number);

    public override int[] Read(Literal literal)
    {
        var numbers = literal.Integers(Notation);
        var vertices = VerticesOf(numbers.Length);
        return vertices > 0
            ? MatrixText.GenesOf(
                string.Concat(numbers[..^vertices].Select(Digit)), [.. numbers[^vertices..].Select(Word)])
            : throw new FormatException($"{numbers.Length} numbers; n vertices need n·n of a matrix and n of operations, n up to "
                + $"{NasBench101Cell.MaxVertices}.");
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var (matrix, names) = MatrixText.Parts(NasBench101Cell.FromGenes(genes));
        return $"({string.Join(", ", matrix.Concat(names.Select(name => Number(Array.IndexOf(Words, name)))))})";
    }

    private static string Digit(int number) => number is 0 or 1
        ? Number(number)
        : throw new FormatException($"'{number}' in the adjacency matrix, expected zeros and ones.");

    private static string Word(int number, int vertex) => number >= 0 && number < Words.Length
        ? Words[number]
        : throw new FormatException($"vertex {vertex} has the operation {number}, expected a number in [0, {Words.Length - 1}].");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The vertices of a cell that is written in so many numbers, or 0.</summary>
    private static int VerticesOf(int count) =>
        Enumerable.Range(2, NasBench101Cell.MaxVertices - 1).FirstOrDefault(vertices => (vertices * vertices) + vertices == count);
}
