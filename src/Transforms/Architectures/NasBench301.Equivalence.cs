namespace NasPipelines.Architectures;

public sealed partial class NasBench301
{
    /// <inheritdoc/>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return equivalence switch
        {
            ArchitectureEquivalence.None => Format(architecture),
            ArchitectureEquivalence.Literature =>
                $"{LiteratureForm(architecture.Genes.AsSpan()[..CellGenes])}&{LiteratureForm(architecture.Genes.AsSpan()[CellGenes..])}",
            ArchitectureEquivalence.Functional or ArchitectureEquivalence.FunctionalAtInitialisation => Format(Representative(architecture)),
            _ => throw new ArgumentOutOfRangeException(nameof(equivalence), equivalence, "unknown equivalence"),
        };
    }

    /// <summary>
    /// The member of the class with the smallest genes. Nodes may be renumbered, because a cell's output is joined from all of them; a skip passes a
    /// sum on; equal nodes are interchangeable. Two convolutions of one input stay two functions.
    /// </summary>
    /// <inheritdoc/>
    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var normal = new CellFunction(architecture.Genes.AsSpan()[..CellGenes], reduces: false);
        var reduce = new CellFunction(architecture.Genes.AsSpan()[CellGenes..], reduces: true);
        return new Architecture(this, [.. normal.SmallestGenes(), .. reduce.SmallestGenes()]);
    }

    /// <summary>The text by which Ning et al. 2021 tell architectures apart: a tree, in which a skip copies its input even where it reduces.</summary>
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

        static string Branch(int operation, string input) => operation == Skip ? input : $"({input})@{Operations[operation]}";
    }
}
