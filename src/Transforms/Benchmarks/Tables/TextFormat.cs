using System.Text;
using CsvHelper;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>How a text table is written, told by its first lines.</summary>
/// <param name="Separator">The character between fields.</param>
/// <param name="Skipped">Records before the header: <c>sep=;</c>, comments where the header itself starts as one.</param>
/// <param name="Comments">Whether lines that start with # are comments.</param>
/// <param name="Why">Where that comes from, for the line that says what was read.</param>
internal sealed record TextFormat(char Separator, int Skipped, bool Comments, string Why)
{
    private static readonly char[] Candidates = [',', '\t', ';', ' '];

    /// <summary>The format of a file.</summary>
    /// <exception cref="ArgumentException">The name ends in no known way, and nothing tells the separator.</exception>
    public static TextFormat Of(TableSource source, BenchmarkTableOptions options)
    {
        var head = Text(source.Head);
        char? usual = source.Ending switch
        {
            ".csv" => ',',
            ".tsv" or ".tab" or ".txt" => '\t',
            _ => null,
        };
        var comments = Lines(head).TakeWhile(line => line.StartsWith('#')).ToList();
        if (options.Separator is { } given)
        {
            return Make(given, "as set");
        }

        if (Hint(head) is { } hint)
        {
            return new(hint, 1, false, "by its first line");
        }

        if (usual is { } first && Fits(source, first, Make(first, "").Comments))
        {
            return Make(first, $"by the ending {source.Ending}");
        }

        var fits = Candidates.Where(candidate => candidate != usual && Fits(source, candidate, Make(candidate, "").Comments)).ToList();
        if (usual is { } ending && fits.Count == 0)
        {
            return Make(ending, $"by the ending {source.Ending}");
        }

        // A blank separates words in names and texts too: it counts where nothing else does.
        var found = fits.Count > 1 ? fits.Where(candidate => candidate != ' ').ToList() : fits;
        return found.Count > 0
            ? Make(
                found.MaxBy(candidate => Fields(source, candidate)),
                $"by its lines{(usual is null ? "" : $", against the ending {source.Ending}")}")
            : throw new ArgumentException(
                $"{source.Name}: neither its ending nor its content tells a table's format; known are .csv, .tsv, .tab, .txt, .json, "
                + ".jsonl (each also with .gz or .zst), .parquet, .npy, .npz and .idv, "
                + $"or set {nameof(BenchmarkTableOptions.Separator)}");

        TextFormat Make(char separator, string why)
        {
            // numpy.savetxt writes the names as a comment: as many as the fields of the line below.
            var next = Lines(head).Skip(comments.Count).FirstOrDefault() ?? "";
            var header = comments.Count > 0 && comments[^1].Contains(separator)
                && Split(comments[^1], separator) == Split(next, separator)
                && char.IsAsciiDigit(next.TrimStart('-', '+', ' ').FirstOrDefault());
            return header || (comments.Count == 1 && comments[0].StartsWith($"#{separator}", StringComparison.Ordinal))
                ? new(separator, comments.Count - 1, false, why)
                : new(separator, 0, true, comments.Count > 0 ? $"{why}, # starts comments" : why);
        }
    }

    /// <summary>The name of a separator.</summary>
    public static string Shown(char separator) => separator switch
    {
        '\t' => "tabulators",
        ' ' => "blanks",
        _ => $"'{separator}'",
    };

    /// <summary>The options of a reader.</summary>
    public CsvReaderOptions Reader(CsvMalformedDataHandling malformed, int longestRow) => new()
    {
        Separator = Separator,
        HasHeader = false, // its faults are reported here
        TrimWhitespace = true,
        MalformedData = malformed,
        MaxRecordSize = longestRow,
        TrackLineNumbers = true,
        CommentPrefix = Comments ? '#' : null,
    };

    private static int Split(string line, char separator) => line.Split(separator, StringSplitOptions.RemoveEmptyEntries).Length;

    private static IEnumerable<string> Lines(string head) =>
        head.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart()).Where(line => line.Length > 0);

    private static char? Hint(string head)
    {
        var line = head.Split(['\r', '\n'], 2)[0].Trim('"', ' ');
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length is 5 or 4
            ? line.Length == 5 ? line[4] : '\t'
            : null;
    }

    private static int Fields(TableSource source, char candidate)
    {
        using var reader = Head(source, candidate, true);
        return reader.Read() ? reader.FieldCount : 0;
    }

    /// <summary>Whether lines have several fields, as many as the first one.</summary>
    private static bool Fits(TableSource source, char candidate, bool comments)
    {
        try
        {
            using var reader = Head(source, candidate, comments);
            if (!reader.Read() || reader.FieldCount < 2)
            {
                return false;
            }

            var header = new bool[reader.FieldCount];
            for (var i = 0; i < header.Length; i++)
            {
                header[i] = !reader.IsEmpty(i);
            }

            var last = reader.FieldCount;
            var rows = 0;
            for (var wrong = 0; rows < TableSample.Rows && reader.Read(); rows++)
            {
                // The head may end within its last line.
                if (wrong > 0)
                {
                    return false;
                }

                wrong = TableHeader.FieldFault(reader, header) is null ? 0 : 1;
                last = reader.FieldCount;
            }

            return rows > 0 || candidate != ' ';
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }

    private static CsvReader Head(TableSource source, char candidate, bool comments) => CsvReader.Create(
        Encoding.UTF8.GetBytes(Text(source.Head)),
        new TextFormat(candidate, 0, comments, "").Reader(CsvMalformedDataHandling.Recover, source.Head.Length * 2 + 64));

    private static string Text(byte[] head)
    {
        using var reader = new StreamReader(new MemoryStream(head), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
