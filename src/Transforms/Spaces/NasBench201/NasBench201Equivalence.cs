namespace NasPipelines.Spaces.NasBench201;

/// <summary>When two cells of NAS-Bench-201 are one architecture.</summary>
internal static class NasBench201Equivalence
{
    public static string Form(ReadOnlySpan<int> genes, ArchitectureEquivalence equivalence) => equivalence switch
    {
        ArchitectureEquivalence.Literature => LiteratureForm(genes),
        ArchitectureEquivalence.Functional => NasBench201Function.Form(genes, convolutionOfZeroIsZero: false),
        ArchitectureEquivalence.FunctionalAtInitialisation => NasBench201Function.Form(genes, convolutionOfZeroIsZero: true),
        _ => throw new ArgumentOutOfRangeException(nameof(equivalence), equivalence, "unknown equivalence"),
    };

    /// <summary>
    /// The string rule behind the 6,466 "unique" architectures: zeros stay as placeholders "#", and a node of several zeros ("#+#") is no
    /// longer recognised as zero. Two convolutions of one input and one convolution used twice get the same text.
    /// </summary>
    private static string LiteratureForm(ReadOnlySpan<int> genes)
    {
        var nodes = new string[4];
        nodes[0] = "0";
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            var branches = new string[node];
            for (var from = 0; from < node; from++, edge++)
            {
                branches[from] = genes[edge] switch
                {
                    NasBench201Genes.None => "#",
                    _ when nodes[from] == "#" => "#",
                    NasBench201Genes.Skip => nodes[from],
                    _ => $"({nodes[from]})@{NasBench201Genes.Operations[genes[edge]]}",
                };
            }

            Array.Sort(branches, StringComparer.Ordinal);
            nodes[node] = string.Join('+', branches);
        }

        return nodes[3];
    }
}
