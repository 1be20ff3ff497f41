using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>Six numbers, an operation for each edge, in the numbering and order of a tool.</summary>
internal sealed class TupleEncoding : LiteralEncoding
{
    private readonly int[] _operations;
    private readonly int[] _edges;
    private readonly string? _other;

    private TupleEncoding(string name, string tool, int[] operations, int[] edges, string? other)
    {
        (Name, Notation, _operations, _edges, _other) = (name, $"{tool}'s six numbers", operations, edges, other);
        var order = string.Join(", ", edges.Select(edge => NasBench201Genes.EdgeName(edge)["edge ".Length..]));
        var numbers = string.Join(", ", operations.Select((operation, i) => $"{i} {NasBench201Genes.Operations[operation]}"));
        Description = $"(a, b, c, d, e, f) for edges {order}; {numbers}";
    }

    /// <summary>What six numbers mean where no encoding is named.</summary>
    public static TupleEncoding NasLib { get; } = new("tuple", "NASLib", [1, 0, 3, 2, 4], [0, 1, 3, 2, 4, 5], "autodl");

    /// <summary>The order of the benchmark's own code, which HW-NAS-Bench has too; read by its name only.</summary>
    public static TupleEncoding AutoDl { get; } = new("autodl", "AutoDL", [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5], null);

    public override string Name { get; }

    public override string Description { get; }

    public override string Notation { get; }

    public override bool Fits(Literal literal) => _other is not null && literal.Kind == LiteralKind.List;

    public override string? Ambiguity(Literal literal) => _other is null ? null
        : $"six numbers are read as {Notation}, the encoding '{Name}': {Description}; name the encoding '{_other}' where they are "
            + $"{AutoDl.Notation}: {AutoDl.Description}";

    public override int[] Read(Literal literal)
    {
        if (literal.Kind != LiteralKind.List || literal.Items.Count != NasBench201Genes.Edges)
        {
            throw new FormatException($"expected {NasBench201Genes.Edges} numbers, one per edge, found {literal.Shown}.");
        }

        var genes = new int[NasBench201Genes.Edges];
        for (var i = 0; i < genes.Length; i++)
        {
            genes[_edges[i]] = literal.Items[i].Integer is >= 0 and < 5 and { } operation
                ? _operations[operation]
                : throw new FormatException(
                    $"{NasBench201Genes.EdgeName(_edges[i])} has '{literal.Items[i].Shown}', expected a number in [0, 4].");
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var numbers = new int[NasBench201Genes.Edges];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Array.IndexOf(_operations, genes[_edges[i]]);
        }

        return $"({string.Join(", ", numbers)})";
    }
}
