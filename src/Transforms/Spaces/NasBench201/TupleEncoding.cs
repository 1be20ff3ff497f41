using System.Globalization;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>NASLib's six numbers: edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3, operations in another order.</summary>
internal sealed class TupleEncoding : ArchitectureEncoding
{
    // NASLib: 0 skip_connect, 1 none, 2 nor_conv_3x3, 3 nor_conv_1x1, 4 avg_pool_3x3; the map is its own inverse.
    private static readonly int[] OperationMap = [1, 0, 3, 2, 4];
    private static readonly int[] EdgeOf = [0, 1, 3, 2, 4, 5];

    public override string Name => "tuple";

    public override string Description =>
        "(a, b, c, d, e, f) for edges 0-1, 0-2, 0-3, 1-2, 1-3, 2-3; 0 skip_connect, 1 none, 2 nor_conv_3x3, 3 nor_conv_1x1, 4 avg_pool_3x3";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(',');

    public override int[] Parse(string text)
    {
        var numbers = text.Trim('(', ')', '[', ']', ' ').Split(',');
        if (numbers.Length != NasBench201Genes.Edges)
        {
            throw new FormatException($"'{text}': expected {NasBench201Genes.Edges} numbers, one per edge, found {numbers.Length}.");
        }

        var genes = new int[NasBench201Genes.Edges];
        for (var i = 0; i < NasBench201Genes.Edges; i++)
        {
            genes[EdgeOf[i]] = int.TryParse(numbers[i], CultureInfo.InvariantCulture, out var operation) && operation is >= 0 and < 5
                ? OperationMap[operation]
                : throw new FormatException(
                    $"'{text}': {NasBench201Genes.EdgeName(EdgeOf[i])} has '{numbers[i].Trim()}', expected a number in [0, 4].");
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var numbers = new int[NasBench201Genes.Edges];
        for (var i = 0; i < NasBench201Genes.Edges; i++)
        {
            numbers[i] = OperationMap[genes[EdgeOf[i]]];
        }

        return $"({string.Join(", ", numbers)})";
    }
}
