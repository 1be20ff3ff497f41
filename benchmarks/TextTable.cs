namespace NasPipelines.Benchmarks;

/// <summary>A table of plain text: the first column to the left, the others to the right.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [headings];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(c => _rows.Max(r => c < r.Length ? r[c].Length : 0)).ToArray();
        output.WriteLine();
        for (var row = 0; row < _rows.Count; row++)
        {
            var cells = _rows[row].Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]));
            output.WriteLine(string.Join("  ", cells).TrimEnd());
            if (row == 0)
            {
                output.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
            }
        }

        output.WriteLine();
    }
}
