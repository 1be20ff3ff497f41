using System.Text;

namespace NasPipelines.Training;

/// <summary>
/// A file of finished trainings, a line each, written through as they finish. A line that a killed process left unfinished is cut off when the file is
/// opened again.
/// </summary>
internal sealed class TabulationJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<(string, long), TabulationRow> _rows = [];

    /// <param name="path">The file; made where absent.</param>
    /// <param name="identity">A line that says what the rows depend on.</param>
    /// <exception cref="InvalidDataException">The file is of another experiment, or a line is damaged.</exception>
    public TabulationJournal(string path, string identity)
    {
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            Open(path, $"# {identity}");
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
        Write(row.ToLine());
    }

    public void Dispose() => _file.Dispose();

    private void Open(string path, string identity)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _file.SetLength(complete);
        var lines = Encoding.UTF8.GetString(bytes, 0, complete).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
        {
            Write(identity);
            Write(TabulationRow.Header);
            return;
        }

        if (lines[0] != identity)
        {
            throw new InvalidDataException($"{path} is the journal of another experiment: expected '{identity}', found '{lines[0]}'. Give another file.");
        }

        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] != TabulationRow.Header)
            {
                Read(path, i + 1, lines[i]);
            }
        }
    }

    private void Read(string path, int number, string line)
    {
        try
        {
            var row = TabulationRow.Parse(line);
            _rows[(row.Architecture, row.Seed)] = row;
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"{path}, line {number}: {e.Message}", e);
        }
    }

    private void Write(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }
}
