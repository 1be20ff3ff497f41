using Term = NasPipelines.Spaces.NasBench201.NasBench201Function.Term;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// Numbers the convolutions of a cell so that its text is the smallest. Whoever looks for the first cell of a class asks for the texts of
/// the whole space: they are written into buffers, and only the smallest of a cell becomes a string.
/// </summary>
internal ref struct NasBench201Numbering
{
    // Six convolutions of a name, and seven sums of at most four terms.
    private const int Longest = 1024;
    private const int MostTerms = 4;

    private readonly ReadOnlySpan<int> _genes;
    private readonly Term[][] _nodes;
    private readonly List<int> _live = []; // the edges of convolutions that the output depends on
    private readonly int[] _number = new int[NasBench201Genes.Edges]; // by edge; 0 where there is none yet
    private readonly int[] _order = new int[NasBench201Genes.Edges]; // the edges by their number
    private char[] _text = new char[Longest];
    private char[] _smallest = new char[Longest];
    private int _length;
    private int _smallestLength;

    /// <param name="genes">The cell's operations.</param>
    /// <param name="nodes">The value of each node.</param>
    public NasBench201Numbering(ReadOnlySpan<int> genes, Term[][] nodes)
    {
        _genes = genes;
        _nodes = nodes;
        AddLive(nodes[^1]);
    }

    /// <summary>The convolutions in the order of their numbers, then the output.</summary>
    public string SmallestText()
    {
        Place(0);
        return new(_smallest, 0, _smallestLength);
    }

    private readonly Term[] InputOf(int edge) => _nodes[NasBench201Genes.EdgeList[edge].From];

    private readonly void AddLive(Term[] sum)
    {
        foreach (var term in sum)
        {
            if (term.Source != Term.Input && !_live.Contains(term.Source))
            {
                _live.Add(term.Source);
                AddLive(InputOf(term.Source));
            }
        }
    }

    // Number the live convolutions in every order that respects their dependencies: at most six, usually two or three.
    private void Place(int placed)
    {
        if (placed == _live.Count)
        {
            Write();
            if (_smallestLength == 0 || _text.AsSpan(0, _length).SequenceCompareTo(_smallest.AsSpan(0, _smallestLength)) < 0)
            {
                (_text, _smallest, _smallestLength) = (_smallest, _text, _length);
            }

            return;
        }

        foreach (var edge in _live)
        {
            if (_number[edge] == 0 && IsNumbered(InputOf(edge)))
            {
                (_number[edge], _order[placed]) = (placed + 1, edge);
                Place(placed + 1);
                _number[edge] = 0;
            }
        }
    }

    private readonly bool IsNumbered(Term[] sum)
    {
        foreach (var term in sum)
        {
            if (term.Source != Term.Input && _number[term.Source] == 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Write()
    {
        _length = 0;
        for (var i = 0; i < _live.Count; i++)
        {
            var edge = _order[i];
            WriteName(i + 1);
            Write("=");
            Write(NasBench201Genes.Operations[_genes[edge]]);
            Write("(");
            WriteSum(InputOf(edge));
            Write(") ");
        }

        WriteSum(_nodes[^1]);
    }

    private void WriteSum(Term[] sum)
    {
        if (sum.Length == 0)
        {
            Write("0");
            return;
        }

        var terms = (stackalloc Term[MostTerms])[..sum.Length];
        for (var i = 0; i < sum.Length; i++)
        {
            terms[i] = sum[i].Source == Term.Input ? sum[i] : sum[i] with { Source = _number[sum[i].Source] };
        }

        terms.Sort();
        for (var i = 0; i < terms.Length; i++)
        {
            Write(i > 0 ? "+" : "");
            WriteName(terms[i].Source);
            for (var pool = 0; pool < terms[i].Pools; pool++)
            {
                Write(".pool");
            }
        }
    }

    private void WriteName(int number)
    {
        Write(number == Term.Input ? "x" : "c");
        if (number != Term.Input)
        {
            _text[_length++] = (char)('0' + number);
        }
    }

    private void Write(string part)
    {
        part.CopyTo(_text.AsSpan(_length));
        _length += part.Length;
    }
}
