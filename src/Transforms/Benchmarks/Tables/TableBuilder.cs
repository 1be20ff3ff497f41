using NasPipelines.Files;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Makes a table of what was read: decides on its columns, leaves out bad rows, and deals with rows of one architecture.</summary>
internal sealed class TableBuilder
{
    private readonly TableSource _source;
    private readonly ITableRows _rows;
    private readonly TablePlan _plan;
    private readonly BenchmarkTableOptions _options;
    private readonly List<string> _notes;
    private readonly List<(string Name, string Why)> _leftOut;
    private readonly string _file;

    private TableBuilder(TableSource source, ITableRows rows, TablePlan plan, BenchmarkTableOptions options)
    {
        (_source, _rows, _plan, _options) = (source, rows, plan, options);
        (_notes, _leftOut, _file) = ([.. plan.Notes], [.. plan.LeftOut], Path.GetFileName(source.Name));
    }

    public static BenchmarkTable Build(
        TableSource source, ITableRows rows, TablePlan plan, TableContent content, BenchmarkTableOptions options) =>
        new TableBuilder(source, rows, plan, options).Build(content);

    private BenchmarkTable Build(TableContent content)
    {
        var kept = content.Buffers.Where(Keeps).ToList();
        var (good, skipped, reasons) = content.Judge(kept);
        var all = good.AsSpan().IndexOf(false) < 0;
        Architecture[] architectures = [.. Good(content.Architectures)];
        string[] texts = [.. Good(content.Texts)];
        var numbers = kept.ToDictionary(buffer => buffer.Name, buffer => Good(buffer.Values).ToArray());
        var rows = numbers.Values.FirstOrDefault()?.Length ?? architectures.Length;
        var values = _plan.Values.Where(value => numbers.ContainsKey(_rows.Columns[value.Column])).ToList();
        double[][] columns = [.. values.Select(value => numbers[_rows.Columns[value.Column]] is var source && value.Compute is { } compute
            ? Array.ConvertAll(source, number => compute(number)) : source)];
        var asText = Enumerable.Range(0, content.TextColumns.Length).Select(i => (
            Name: _rows.Columns[_plan.TextColumns[i]], Values: Good(content.TextColumns[i]).ToArray()))
            .Where(column => !numbers.ContainsKey(column.Name)).ToArray();
        _leftOut.RemoveAll(column => asText.Any(kept => kept.Name == column.Name));
        if (architectures.Length > 0)
        {
            var distinct = DistinctRows.Of(texts, [.. Good(content.Keys)], _options.Duplicates, _source.Name);
            _notes.AddRange(distinct.Notes(_file));
            (architectures, texts) = (distinct.Take(architectures), distinct.Take(texts));
            columns = Array.ConvertAll(columns, distinct.Take);
            asText = Array.ConvertAll(asText, column => (column.Name, distinct.Take(column.Values)));
            rows = architectures.Length;
        }

        var names = values.Select(value => value.Name).ToArray();
        NoteInfinities(names, columns);
        var origin = new BenchmarkTableProvenance
        {
            File = _file,
            Sha256 = _source.Sha256(),
            Unrelated = TableProvenanceFile.Warning(_source),
            Rows = rows,
            SkippedRows = skipped,
            SkippedReasons = [.. reasons],
            TextColumns = [.. _leftOut.Select(column => column.Name)],
            LeftOut = [.. _leftOut],
            Description = _plan.Description?.Name,
            Notes = [.. _notes],
            Told = $"{_rows.Format}{(_source.Compression is { } packed ? $", {packed}" : "")}; {_plan.Told(_rows)}; numbers from "
                + (names.Length == 0 ? "no column" : ShownText.List(names, 12)),
        };
        string?[] provenances = [.. values.Select(value => value.Compute is null ? _rows.Provenance(value.Column) : null)];
        return new(_plan.Space, origin, architectures, texts, rows, names, columns, provenances, asText, _options.SinglePrecision);

        IEnumerable<T> Good<T>(List<T> list) => all ? list : list.Where((_, row) => good[row]);
    }

    /// <summary>Whether a column is kept; if not, what it is.</summary>
    private bool Keeps(ColumnBuffer column)
    {
        var numeric = column.IsNumeric;
        if (numeric && (column.IsRequired || column.Bad.Count == 0 || _options.RequiredColumns is null))
        {
            return true;
        }

        _leftOut.Add((column.Name, !numeric ? "text" : $"{column.Bad.Count} fields are no numbers: "
            + CellFault.Of(column.Faults[0].Text, column.Faults[0].Kind, _options.Decimal ?? '.').Split(';')[0]));
        return false;
    }

    private void NoteInfinities(string[] names, double[][] columns)
    {
        List<string> found = [];
        for (var i = 0; i < names.Length; i++)
        {
            var (above, below) = (columns[i].AsSpan().Count(double.PositiveInfinity), columns[i].AsSpan().Count(double.NegativeInfinity));
            if (above + below > 0)
            {
                found.Add(Invariant($"{ShownText.Of(names[i])} has {above} of inf and {below} of -inf"));
            }
        }

        if (found.Count > 0)
        {
            _notes.Add($"{_file}: infinite values are kept, and rank before or behind all others: {ShownText.List(found, 12)}; where they "
                + $"stand for a missing value, name them in {nameof(_options.MissingValues)}");
        }
    }
}
