namespace NasPipelines.Benchmarks.Tables;

/// <summary>The numbers of a column as they are read, and what was read instead of some.</summary>
internal sealed class ColumnBuffer(string name, bool required)
{
    private const int FaultsKept = 20;

    private readonly List<int> _bad = [];
    private readonly List<(int Row, string Where, string Text, CellKind Kind)> _faults = [];
    private readonly List<(int Row, string Where)> _missing = [];
    private int _numbers;
    private int _blanks;
    private int _words;
    private int _separated;

    public string Name => name;

    /// <summary>Whether it must hold numbers.</summary>
    public bool IsRequired => required;

    public List<double> Values { get; } = [];

    /// <summary>Rows that hold neither a number nor a word for a missing one.</summary>
    public IReadOnlyList<int> Bad => _bad;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<(int Row, string Where, string Text, CellKind Kind)> Faults => _faults;

    /// <summary>
    /// Whether these are numbers with faults rather than texts with a number among them: more numbers than texts; as many where the fields
    /// are not mostly blank.
    /// </summary>
    public bool IsNumeric
    {
        get
        {
            var (numbers, texts) = (_numbers + _separated, _bad.Count - _separated);
            return required || numbers > texts || (numbers > 0 && numbers == texts && _blanks <= numbers + texts)
                || (numbers + texts == 0 && _words > 0);
        }
    }

    /// <summary>The first rows without a value, where they are asked for.</summary>
    public IReadOnlyList<(int Row, string Where)> Missing => _missing;

    /// <summary>Keeps where the value that is added next is missing.</summary>
    public void NoteMissing(string where)
    {
        if (_missing.Count < FaultsKept)
        {
            _missing.Add((Values.Count, where));
        }
    }

    public void Add(double value, CellKind kind)
    {
        Values.Add(value);
        switch (kind)
        {
            case CellKind.Number:
                _numbers++;
                break;
            case CellKind.Blank:
                _blanks++;
                break;
            case CellKind.Missing:
                _words++;
                break;
        }
    }

    /// <summary>Adds a field that is no number.</summary>
    public void AddFault(string where, string text, CellKind kind)
    {
        if (_faults.Count < FaultsKept)
        {
            _faults.Add((Values.Count, where, text, kind));
        }

        _separated += kind == CellKind.Separated ? 1 : 0;
        _bad.Add(Values.Count);
        Values.Add(double.NaN);
    }
}
