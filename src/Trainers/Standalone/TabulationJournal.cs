using System.Text;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Training;

/// <summary>
/// A file of finished trainings, a line each, written through as they finish. A line that a killed process left unfinished is cut off when the file is
/// opened again.
/// </summary>
internal sealed class TabulationJournal : IDisposable
{
    private const string Comment = "# ";
    private const int HeaderLines = 2;
    private const int LongestLine = 1000;
    private const int LargestFile = 1 << 28;

    private readonly FileStream _file;
    private readonly Dictionary<(string, long), TabulationRow> _rows = [];

    /// <param name="path">The file; made where absent.</param>
    /// <param name="identity">A line that says what the rows depend on.</param>
    /// <exception cref="InvalidDataException">
    /// The file is no such journal, or of another experiment, or a line is damaged; it stays as it is.
    /// </exception>
    public TabulationJournal(string path, string identity)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Open(path, $"{Comment}{identity}");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public IReadOnlyCollection<TabulationRow> Rows => _rows.Values;

    public bool Contains(string architecture, long seed) => _rows.ContainsKey((architecture, seed));

    public void Append(TabulationRow row)
    {
        _rows.Add((row.Architecture, row.Seed), row);
        Write(Encoding.UTF8.GetBytes(row.ToLine() + "\n"));
    }

    public void Dispose() => _file.Dispose();

    private void Open(string path, string identity)
    {
        if (_file.Length > LargestFile)
        {
            throw new InvalidDataException(Invariant($"{path}: {_file.Length} bytes are more than a journal of trainings has ({LargestFile}); it stays as it is."));
        }

        var header = Encoding.UTF8.GetBytes($"{identity}\n{TabulationRow.Header}\n");
        if (!RequireOwn(path, identity, header))
        {
            _file.SetLength(0);
            Write(header);
            return;
        }

        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);

        // What follows the last line feed is a line that a killed process left unfinished.
        var complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        var lines = Encoding.UTF8.GetString(bytes, 0, complete).Split('\n');
        for (var i = HeaderLines; i < lines.Length; i++)
        {
            if (lines[i].Length > 0)
            {
                Read(path, i + 1, lines[i]);
            }
        }

        _file.SetLength(complete);
        _file.Position = complete;
    }

    /// <summary>
    /// Whether the file is a journal of this experiment; false where it is empty or holds the beginning of such a journal's header, as a process leaves it
    /// that was killed at once. Nothing is written.
    /// </summary>
    private bool RequireOwn(string path, string identity, byte[] header)
    {
        var start = new byte[header.Length];
        var read = _file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        _file.Position = 0;
        if ((read == 0 || read > Comment.Length) && start.AsSpan(0, read).SequenceEqual(header.AsSpan(0, read)))
        {
            return read == header.Length;
        }

        using var reader = new StreamReader(_file, new UTF8Encoding(false), false, -1, leaveOpen: true);
        var found = new char[identity.Length];
        found = found[..reader.ReadBlock(found)];
        var first = new string(found).Split('\n')[0];
        throw new InvalidDataException(first.StartsWith(Comment, StringComparison.Ordinal)
            ? $"{path} is the journal of another experiment: expected '{identity}', found '{ShownText.Of(first, LongestLine)}'. Give another file."
            : $"{path} is no journal of a tabulation (it starts with '{ShownText.Of(first)}'); it stays as it is. Give another file.");
    }

    private void Read(string path, int number, string line)
    {
        try
        {
            var row = TabulationRow.Parse(line);
            _rows[(row.Architecture, row.Seed)] = row;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new InvalidDataException(Invariant($"{path}, line {number}: {ShownText.Of(e.Message, LongestLine)}"), e);
        }
    }

    private void Write(byte[] bytes)
    {
        _file.Write(bytes);
        _file.Flush();
    }
}
