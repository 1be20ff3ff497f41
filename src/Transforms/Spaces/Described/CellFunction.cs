using System.Text;

namespace NasPipelines.Spaces.Described;

/// <summary>
/// What a cell computes, as a formal sum over its operations with weights, renumbered into the smallest of all equivalent texts: dead edges
/// and zeros dropped, sums flattened, average pools distributed, equal maximum pools made one.
/// </summary>
internal sealed class CellFunction(CellDescription cells)
{
    private const double MostOrders = 5_040;

    /// <summary>The text that equivalent cells share.</summary>
    public string Form(IReadOnlyList<int> genes, bool convolutionOfZeroIsZero)
    {
        var nodes = new Term[cells.Nodes][];
        nodes[0] = [new Term(-1, string.Empty)];
        var inputs = new Term[cells.Edges.Count][];
        for (int node = 1, edge = 0; node < nodes.Length; node++)
        {
            var sum = new List<Term>();
            for (; edge < cells.Edges.Count && cells.Edges[edge].To == node; edge++)
            {
                var (operation, source) = (cells.Operations[edge][genes[edge]], nodes[cells.Edges[edge].From]);
                if (operation.IsSkip)
                {
                    sum.AddRange(source);
                }
                else if (operation.IsAverage)
                {
                    sum.AddRange(source.Select(t => t with { Pools = $"{t.Pools}.{operation.Name}" }));
                }
                else if (!operation.IsNone && (source.Length > 0 || (operation.HasWeights && !convolutionOfZeroIsZero)))
                {
                    inputs[edge] = source;
                    sum.Add(new Term(operation.HasWeights ? edge : First(edge, genes, inputs), string.Empty));
                }
            }

            nodes[node] = [.. sum];
        }

        Term[][] outputs = cells.Concatenates ? nodes[1..] : [nodes[^1]];
        return SmallestText(genes, inputs, outputs);
    }

    /// <summary>The edges on a path of operations other than none from the cell's input to its output.</summary>
    public bool[] LiveEdges(IReadOnlyList<int> genes) => LiveEdges(genes, mustBeReached: true);

    /// <summary>The genes with none, or else the first operation, on every edge that does not matter.</summary>
    public int[] WithoutDeadEdges(IReadOnlyList<int> genes, bool convolutionOfZeroIsZero)
    {
        var live = LiveEdges(genes, convolutionOfZeroIsZero);
        return [.. genes.Select((gene, edge) => live[edge] ? gene : Math.Max(0, cells.Operations[edge].ToList().FindIndex(o => o.IsNone)))];
    }

    private bool[] LiveEdges(IReadOnlyList<int> genes, bool mustBeReached)
    {
        var reached = new bool[cells.Nodes];
        var needed = new bool[cells.Nodes];
        (reached[0], needed[^1]) = (true, true);
        if (cells.Concatenates)
        {
            Array.Fill(needed, true);
        }

        for (var edge = 0; edge < cells.Edges.Count; edge++)
        {
            reached[cells.Edges[edge].To] |= !IsNone(edge) && reached[cells.Edges[edge].From];
        }

        for (var edge = cells.Edges.Count - 1; edge >= 0; edge--)
        {
            needed[cells.Edges[edge].From] |= !IsNone(edge) && needed[cells.Edges[edge].To];
        }

        return [.. cells.Edges.Select(
            (ends, edge) => !IsNone(edge) && (reached[ends.From] || !mustBeReached) && needed[ends.To])];

        bool IsNone(int edge) => cells.Operations[edge][genes[edge]].IsNone;
    }

    // The same operation without weights on the same input is one value, wherever it stands.
    private int First(int edge, IReadOnlyList<int> genes, Term[][] inputs)
    {
        var name = cells.Operations[edge][genes[edge]].Name;
        for (var earlier = 0; earlier < edge; earlier++)
        {
            if (inputs[earlier] is { } known && cells.Operations[earlier][genes[earlier]].Name == name
                && known.Order().SequenceEqual(inputs[edge].Order()))
            {
                return earlier;
            }
        }

        return edge;
    }

    private string SmallestText(IReadOnlyList<int> genes, Term[][] inputs, Term[][] outputs)
    {
        var live = Live(inputs, outputs);
        var number = new int[cells.Edges.Count];
        var groups = Looks(genes, live, inputs).GroupBy(look => look.Value).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Select(look => look.Key).Order().ToArray()).ToList();
        string? smallest = null;

        // Too many that look alike: cells of one function may then count as several, never the other way round.
        var orders = groups.Aggregate(1.0, (product, g) => product * Enumerable.Range(1, g.Length).Aggregate(1.0, (f, i) => f * i));
        Place(0, 0, orders <= MostOrders);
        return smallest!;

        // Numbers in every order of those that look alike.
        void Place(int group, int placed, bool all)
        {
            if (group == groups.Count)
            {
                var text = Write(genes, inputs, outputs, live, number);
                if (smallest is null || string.CompareOrdinal(text, smallest) < 0)
                {
                    smallest = text;
                }

                return;
            }

            var open = groups[group].Where(edge => number[edge] == 0).ToList();
            foreach (var edge in all ? open : open.Take(1))
            {
                number[edge] = placed + 1;
                Place(open.Count == 1 ? group + 1 : group, placed + 1, all);
                number[edge] = 0;
            }
        }
    }

    // What is the same in every cell of one function: how far from the input, which operation, on which kinds of summands.
    private Dictionary<int, string> Looks(IReadOnlyList<int> genes, List<int> live, Term[][] inputs)
    {
        var (depths, looks) = (new Dictionary<int, int>(), new Dictionary<int, string>());
        foreach (var edge in live.Order())
        {
            depths[edge] = inputs[edge].Select(t => t.Source < 0 ? 0 : depths[t.Source] + 1).DefaultIfEmpty(0).Max();
            var summands = inputs[edge].Select(t => $"{(t.Source < 0 ? "x" : looks[t.Source])}{t.Pools}").Order(StringComparer.Ordinal);
            looks[edge] = FormattableString.Invariant(
                $"{depths[edge]:D3} {cells.Operations[edge][genes[edge]].Name}({string.Join('+', summands)})");
        }

        return looks;
    }

    private static List<int> Live(Term[][] inputs, Term[][] outputs)
    {
        var live = new List<int>();
        var pending = new Stack<Term>(outputs.SelectMany(o => o));
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

    private string Write(IReadOnlyList<int> genes, Term[][] inputs, Term[][] outputs, List<int> live, int[] number)
    {
        var text = new StringBuilder();
        foreach (var edge in live.OrderBy(e => number[e]))
        {
            text.Append('c').Append(number[edge]).Append('=').Append(cells.Operations[edge][genes[edge]].Name).Append('(');
            WriteSum(text, inputs[edge], number).Append(") ");
        }

        foreach (var output in outputs)
        {
            WriteSum(text, output, number).Append(';');
        }

        return text.ToString();
    }

    private static StringBuilder WriteSum(StringBuilder text, Term[] sum, int[] number) => sum.Length == 0
        ? text.Append('0')
        : text.AppendJoin('+', sum.Select(t => new Term(t.Source < 0 ? 0 : number[t.Source], t.Pools)).Order()
            .Select(t => (t.Source == 0 ? "x" : $"c{t.Source}") + t.Pools));

    /// <summary>A summand: the cell's input (source −1) or the operation on an edge, averaged by some pools.</summary>
    private readonly record struct Term(int Source, string Pools) : IComparable<Term>
    {
        public int CompareTo(Term other)
        {
            var source = Source.CompareTo(other.Source);
            return source != 0 ? source : string.CompareOrdinal(Pools, other.Pools);
        }
    }
}
