using NasPipelines.Spaces.Literals;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The lists that the benchmark's code keeps a cell in: for each node, pairs of operation and source.</summary>
internal sealed class StructureEncoding : LiteralEncoding
{
    public override string Name => "structure";

    public override string Description =>
        "((('op', 0),), (('op', 0), ('op', 1)), (('op', 0), ('op', 1), ('op', 2))): for each node pairs of operation and source";

    public override string Notation => "a structure of nodes";

    public override bool Fits(Literal literal) =>
        literal.Kind == LiteralKind.List && literal.Items.Count > 0 && literal.Items.All(node => node.Kind == LiteralKind.List);

    public override int[] Read(Literal literal)
    {
        if (literal.Kind != LiteralKind.List || literal.Items.Count != 3)
        {
            throw new FormatException($"expected 3 nodes, found {literal.Shown}.");
        }

        var genes = new int[NasBench201Genes.Edges];
        var edge = 0;
        for (var node = 1; node <= 3; node++)
        {
            var pairs = literal.Items[node - 1];
            if (pairs.Items.Count != node)
            {
                throw new FormatException($"node {node} needs {node} pairs ('op', source), found {pairs.Items.Count}.");
            }

            for (var from = 0; from < node; from++, edge++)
            {
                genes[edge] = pairs.Items[from] is { Items: [{ Kind: LiteralKind.Text } operation, var source] } && source.Integer == from
                    ? NasBench201Genes.Operation(operation.Text, edge)
                    : throw new FormatException($"{NasBench201Genes.EdgeName(edge)} must be written ('op', {from}).");
            }
        }

        return genes;
    }

    public override string Format(ReadOnlySpan<int> genes)
    {
        var pairs = genes.ToArray().Select((operation, edge) =>
            $"('{NasBench201Genes.Operations[operation]}', {NasBench201Genes.EdgeList[edge].From})").ToArray();
        return $"(({pairs[0]},), ({pairs[1]}, {pairs[2]}), ({pairs[3]}, {pairs[4]}, {pairs[5]}))";
    }
}
