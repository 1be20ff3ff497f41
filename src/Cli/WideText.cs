using System.Text;

namespace NasPipelines.Cli;

/// <summary>
/// Fits text that the library has printed into the terminal's width: further columns of tables come in a block below, sentences go on in
/// further lines.
/// </summary>
internal static class WideText
{
    private const int Gap = 2;
    private const int Indent = 4;

    /// <summary>
    /// The text no wider than asked for, as far as columns and words allow; a table's first column stands in each block.
    /// </summary>
    public static string Fit(string text, int width)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var fitted = new StringBuilder();
        for (var i = 0; i < lines.Length;)
        {
            var rows = lines.Skip(i).TakeWhile(line => line.Length == lines[i].Length).ToArray();
            IEnumerable<string> block = rows[0].Length <= width ? rows
                : rows.Length > 1 ? Blocks(rows, width)
                : Lines(rows[0], width, width - Indent).Select((line, at) => at == 0 ? line : new string(' ', Indent) + line);
            fitted.AppendJoin(Environment.NewLine, block);
            i += rows.Length;
            if (i < lines.Length)
            {
                fitted.AppendLine();
            }
        }

        return fitted.ToString();
    }

    /// <summary>A text in lines no longer than asked for, as far as its words allow.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The length of the first line.</param>
    /// <param name="further">The length of the others; null for the same.</param>
    public static IEnumerable<string> Lines(string text, int width, int? further = null)
    {
        while (text.Length > width && End(text, width) is > 0 and var end)
        {
            yield return text[..end].TrimEnd();
            text = text[(end + 1)..];
            width = further ?? width;
        }

        yield return text.TrimEnd();
    }

    // The last space that fits, or the first one after a word that does not.
    private static int End(string text, int width) =>
        text.LastIndexOf(' ', Math.Max(0, width)) is > 0 and var end && !string.IsNullOrWhiteSpace(text[..end])
            ? end
            : text.IndexOf(' ', Math.Max(0, width));

    private static List<string> Blocks(string[] rows, int width)
    {
        var columns = Columns(rows);
        List<string> lines = [];
        for (var next = 1; next < columns.Count;)
        {
            var length = columns[0].Length;
            List<Range> taken = [columns[0].Range];
            do
            {
                length += Gap + columns[next].Length;
                taken.Add(columns[next].Range);
            }
            while (++next < columns.Count && length + Gap + columns[next].Length <= width);

            lines.AddRange(lines.Count > 0 ? [""] : []);
            lines.AddRange(rows.Select(row => string.Join(new string(' ', Gap), taken.Select(range => row[range])).TrimEnd()));
        }

        return lines.Count == 0 ? [.. rows] : lines;
    }

    // Where every line has two spaces, a column ends.
    private static List<(Range Range, int Length)> Columns(string[] rows)
    {
        List<(Range, int)> columns = [];
        var start = 0;
        for (var at = 1; at < rows[0].Length - 1; at++)
        {
            if (Blank(at) && Blank(at + 1) && !Blank(at - 1))
            {
                columns.Add((start..at, at - start));
                start = at + Gap;
                at++;
            }
        }

        columns.Add((start..rows[0].Length, rows[0].Length - start));
        return columns;

        bool Blank(int position) => rows.All(row => row[position] == ' ');
    }
}
