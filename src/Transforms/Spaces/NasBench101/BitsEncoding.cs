using System.Buffers;
using System.Globalization;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>Vertices, edge bits and a digit per interior vertex: short, and what tables hold in three columns.</summary>
internal sealed class BitsEncoding : ArchitectureEncoding
{
    private const string Separators = "/,; \t";
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789" + Separators);

    public override string Name => "bits";

    public override string Description =>
        "vertices/edges/operations: bit x + y(y-1)/2 of the edges for x to y; a digit per interior vertex (0 conv3x3-bn-relu, 1 "
            + "conv1x1-bn-relu, 2 maxpool3x3)";

    public static string Write(NasBench101Cell cell)
    {
        Span<char> digits = stackalloc char[NasBench101Cell.MaxInterior];
        for (var vertex = 1; vertex < cell.Output; vertex++)
        {
            digits[vertex - 1] = (char)('0' + cell.Operation(vertex));
        }

        return string.Create(CultureInfo.InvariantCulture, $"{cell.Vertices}/{cell.Edges}/{digits[..(cell.Vertices - 2)]}");
    }

    public override bool Recognises(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && text.ContainsAny(Separators) && !text.ContainsAnyExcept(Characters);

    public override int[] Parse(string text)
    {
        Span<Range> fields = stackalloc Range[4];
        var count = text.AsSpan().SplitAny(fields, Separators, StringSplitOptions.RemoveEmptyEntries);
        if (count is not (2 or 3)
            || !int.TryParse(text.AsSpan()[fields[0]], CultureInfo.InvariantCulture, out var vertices)
            || !int.TryParse(text.AsSpan()[fields[1]], CultureInfo.InvariantCulture, out var edges))
        {
            throw new FormatException($"expected vertices/edges/operations such as 7/1205349/02001.");
        }

        var operations = count == 3 ? text.AsSpan()[fields[2]] : default;
        if (vertices is < 2 or > NasBench101Cell.MaxVertices)
        {
            throw new FormatException($"{vertices} vertices, expected 2 to {NasBench101Cell.MaxVertices}.");
        }

        if (operations.Length != vertices - 2)
        {
            throw new FormatException(
                $"{operations.Length} operations, expected {vertices - 2}, one per vertex between input and output.");
        }

        var genes = new int[NasBench101Cell.MaxInterior + 2];
        (genes[0], genes[1]) = (vertices, edges);
        for (var i = 0; i < operations.Length; i++)
        {
            genes[i + 2] = operations[i] - '0';
            if (genes[i + 2] >= NasBench101Genes.Operations.Count)
            {
                throw new FormatException($"vertex {i + 1} has the unknown operation '{operations[i]}'; known: 0, 1, 2.");
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes) => Write(NasBench101Cell.FromGenes(genes));
}
