using System.Globalization;
using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>nni's dictionary of operations and inputs by vertex.</summary>
internal sealed class NniEncoding : LiteralEncoding
{
    public override string Name => "nni";

    public override string Description =>
        "{'op1': 'conv3x3-bn-relu', …, 'input1': [0], 'input2': [0, 1], …}: the operation of each interior vertex, the vertices that each "
        + "vertex and the output take";

    public override string Notation => "an nni dictionary";

    public override bool Fits(Literal literal) => literal.Kind == LiteralKind.Map && literal.Entries.ContainsKey("input1");

    public override int[] Read(Literal literal)
    {
        var interior = literal.Entries.Keys.Count(key => key.StartsWith("op", StringComparison.Ordinal));
        if (interior > NasBench101Cell.MaxInterior || literal.Entries.Count != (2 * interior) + 1)
        {
            throw new FormatException(
                $"{interior} operations need an input of each and of the output, {interior + 1} in all, and at most "
                + $"{NasBench101Cell.MaxInterior} are read; found {literal.Entries.Count - interior}.");
        }

        var genes = new int[NasBench101Cell.MaxInterior + 2];
        genes[0] = interior + 2;
        for (var vertex = 1; vertex <= interior + 1; vertex++)
        {
            if (vertex <= interior)
            {
                genes[vertex + 1] = NasBench101Genes.Operation(literal.Entry(Key("op", vertex)).Text, vertex);
            }

            var key = Key("input", vertex);
            var input = literal.Entry(key);
            foreach (var from in input.Kind == LiteralKind.Number ? [input.Integer ?? -1] : input.Integers(key))
            {
                genes[1] |= from >= 0 && from < vertex
                    ? 1 << (NasBench101Cell.FirstEdge(vertex) + from)
                    : throw new FormatException($"{key}: {from} is no vertex below {vertex}.");
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var cell = NasBench101Cell.FromGenes(genes);
        var vertices = Enumerable.Range(1, cell.Output).ToList();
        var operations = vertices.SkipLast(1).Select(v => $"'{Key("op", v)}': '{NasBench101Genes.Operations[cell.Operation(v)]}'");
        return $"{{{string.Join(", ", operations.Concat(vertices.Select(v => $"'{Key("input", v)}': [{Parents(cell, v)}]")))}}}";
    }

    private static string Parents(NasBench101Cell cell, int vertex) =>
        string.Join(", ", Enumerable.Range(0, vertex).Where(from => (cell.Parents(vertex) >> from & 1) != 0));

    private static string Key(string kind, int vertex) => kind + vertex.ToString(CultureInfo.InvariantCulture);
}
