using System.Text;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// The cell as a formal sum over its convolutions, renumbered into the smallest of all equivalent texts. Unlike a tree of strings it
/// keeps apart one convolution used twice and two convolutions of the same input, which are different functions.
/// </summary>
internal static class NasBench201Function
{
    public static string Form(ReadOnlySpan<int> genes, bool convolutionOfZeroIsZero)
    {
        var nodes = new Term[4][];
        nodes[0] = [new Term(-1, 0)];
        var inputs = new Term[NasBench201Genes.Edges][];
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            var sum = new List<Term>();
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
                        sum.AddRange(nodes[from].Select(t => t with { Pools = t.Pools + 1 }));
                        break;
                    default:
                        inputs[edge] = nodes[from];
                        if (nodes[from].Length > 0 || !convolutionOfZeroIsZero)
                        {
                            sum.Add(new Term(edge, 0));
                        }

                        break;
                }
            }

            nodes[node] = [.. sum];
        }

        return SmallestText(genes, inputs, nodes[3]);
    }

    private static string SmallestText(ReadOnlySpan<int> genes, Term[][] inputs, Term[] output)
    {
        var live = LiveConvolutions(inputs, output);
        var number = new int[NasBench201Genes.Edges];
        string? smallest = null;
        var operations = genes.ToArray();

        // Number the live convolutions in every order that respects their dependencies: at most six, usually two or three.
        void Place(int placed)
        {
            if (placed == live.Count)
            {
                var text = Write(operations, inputs, output, live, number);
                if (smallest is null || string.CompareOrdinal(text, smallest) < 0)
                {
                    smallest = text;
                }

                return;
            }

            foreach (var edge in live)
            {
                if (number[edge] == 0 && inputs[edge].All(t => t.Source < 0 || number[t.Source] > 0))
                {
                    number[edge] = placed + 1;
                    Place(placed + 1);
                    number[edge] = 0;
                }
            }
        }

        Place(0);
        return smallest!;
    }

    private static List<int> LiveConvolutions(Term[][] inputs, Term[] output)
    {
        var live = new List<int>();
        var pending = new Stack<Term>(output);
        while (pending.TryPop(out var term))
        {
            if (term.Source >= 0 && !live.Contains(term.Source))
            {
                live.Add(term.Source);
                Array.ForEach(inputs[term.Source], pending.Push);
            }
        }

        return live;
    }

    private static string Write(int[] operations, Term[][] inputs, Term[] output, List<int> live, int[] number)
    {
        var text = new StringBuilder();
        foreach (var edge in live.OrderBy(e => number[e]))
        {
            text.Append('c').Append(number[edge]).Append('=').Append(NasBench201Genes.Operations[operations[edge]]).Append('(');
            WriteSum(text, inputs[edge], number).Append(") ");
        }

        return WriteSum(text, output, number).ToString();
    }

    private static StringBuilder WriteSum(StringBuilder text, Term[] sum, int[] number)
    {
        if (sum.Length == 0)
        {
            return text.Append('0');
        }

        var terms = sum.Select(t => new Term(t.Source < 0 ? 0 : number[t.Source], t.Pools)).Order();
        return text.AppendJoin(
            '+', terms.Select(t => (t.Source == 0 ? "x" : $"c{t.Source}") + string.Concat(Enumerable.Repeat(".pool", t.Pools))));
    }

    /// <summary>
    /// A summand of a node's value: the cell input (source −1) or the convolution on edge <c>Source</c>, pooled some times.
    /// </summary>
    private readonly record struct Term(int Source, int Pools) : IComparable<Term>
    {
        public int CompareTo(Term other) => (Source, Pools).CompareTo((other.Source, other.Pools));
    }
}
