namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// The cell as a formal sum over its convolutions, renumbered into the smallest of all equivalent texts. Unlike a tree of strings it
/// keeps apart one convolution used twice and two convolutions of the same input, which are different functions.
/// </summary>
internal static class NasBench201Function
{
    /// <summary>
    /// A summand of a node's value: the cell input (source −1) or the convolution on edge <c>Source</c>, pooled some times.
    /// </summary>
    internal readonly record struct Term(int Source, int Pools) : IComparable<Term>
    {
        public const int Input = -1;

        public int CompareTo(Term other) => Source != other.Source ? Source.CompareTo(other.Source) : Pools.CompareTo(other.Pools);
    }

    public static string Form(ReadOnlySpan<int> genes, bool convolutionOfZeroIsZero)
    {
        var nodes = new Term[4][];
        nodes[0] = [new Term(Term.Input, 0)];
        var sum = new List<Term>();
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            sum.Clear();
            for (var from = 0; from < node; from++, edge++)
            {
                switch (genes[edge])
                {
                    case NasBench201Genes.None:
                        break;
                    case NasBench201Genes.Skip:
                        sum.AddRange(nodes[from]);
                        break;
                    case NasBench201Genes.Pool:
                        foreach (var term in nodes[from])
                        {
                            sum.Add(term with { Pools = term.Pools + 1 });
                        }

                        break;
                    default:
                        if (nodes[from].Length > 0 || !convolutionOfZeroIsZero)
                        {
                            sum.Add(new Term(edge, 0));
                        }

                        break;
                }
            }

            nodes[node] = [.. sum];
        }

        return new NasBench201Numbering(genes, nodes).SmallestText();
    }
}
