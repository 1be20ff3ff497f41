using System.Globalization;

namespace NasPipelines.Benchmarks;

/// <summary>Scores as tab-separated text, written row by row: what a run that was cut off has written is not computed again.</summary>
internal sealed class ScoreFile
{
    private readonly string _path;
    private readonly string _setting;

    /// <param name="path">The file; made where there is none.</param>
    /// <param name="setting">What the scores depend on: the first line. A file of another setting is refused.</param>
    /// <param name="names">The columns after the index.</param>
    public ScoreFile(string path, string setting, IReadOnlyList<string> names)
    {
        _path = path;
        _setting = $"# {setting}\nindex\t{string.Join('\t', names)}\n";
        if (!File.Exists(path))
        {
            File.WriteAllText(path, _setting);
        }

        var text = File.ReadAllText(path);
        if (!text.StartsWith(_setting, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path} holds scores of another setting; give another file. Expected at its start:\n{_setting}");
        }

        // A line without its end was cut off.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        File.WriteAllText(path, whole);
        foreach (var cells in whole[_setting.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')))
        {
            Rows[int.Parse(cells[0], CultureInfo.InvariantCulture)] =
                [.. cells[1..].Select(c => double.Parse(c, CultureInfo.InvariantCulture))];
        }
    }

    public Dictionary<int, double[]> Rows { get; } = [];

    public void Add(int index, double[] scores)
    {
        Rows.Add(index, scores);
        File.AppendAllText(_path, string.Create(
            CultureInfo.InvariantCulture,
            $"{index}\t{string.Join('\t', scores.Select(s => s.ToString("R", CultureInfo.InvariantCulture)))}\n"));
    }
}
