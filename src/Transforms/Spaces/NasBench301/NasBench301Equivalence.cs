namespace NasPipelines.Spaces.NasBench301;

/// <summary>When two architectures of NAS-Bench-301 are one.</summary>
internal static class NasBench301Equivalence
{
    /// <summary>The text by which Ning et al. 2021 tell architectures apart.</summary>
    public static string Literature(ReadOnlySpan<int> genes) =>
        $"{LiteratureForm(genes[..NasBench301Genes.CellGenes])}&{LiteratureForm(genes[NasBench301Genes.CellGenes..])}";

    /// <summary>The smallest genes that compute the same.</summary>
    public static int[] Smallest(ReadOnlySpan<int> genes)
    {
        var normal = new NasBench301CellFunction(genes[..NasBench301Genes.CellGenes], reduces: false);
        var reduce = new NasBench301CellFunction(genes[NasBench301Genes.CellGenes..], reduces: true);
        return [.. normal.SmallestGenes(), .. reduce.SmallestGenes()];
    }

    /// <summary>A tree, in which a skip copies its input even where it reduces.</summary>
    private static string LiteratureForm(ReadOnlySpan<int> genes)
    {
        var nodes = new List<string> { "0", "1" };
        for (var gene = 0; gene < genes.Length; gene += 4)
        {
            string[] inputs = [Branch(genes[gene], nodes[genes[gene + 1]]), Branch(genes[gene + 2], nodes[genes[gene + 3]])];
            Array.Sort(inputs, StringComparer.Ordinal);
            nodes.Add(string.Concat(inputs));
        }

        return string.Concat(nodes.Skip(2).Order(StringComparer.Ordinal));

        static string Branch(int operation, string input) =>
            operation == NasBench301Genes.Skip ? input : $"({input})@{NasBench301Genes.Operations[operation]}";
    }
}
