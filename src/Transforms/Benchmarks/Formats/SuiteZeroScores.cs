using System.Globalization;
using System.Text.Json;
using NasPipelines.Benchmarks.Tables;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// What a file of NAS-Bench-Suite-Zero holds: <c>{data set: {architecture: {score: {"score", "time"}, "val_accuracy"}}}</c>, or plain
/// numbers in place of <c>{"score", "time"}</c>; NAS-Bench-101's has a level more around it.
/// </summary>
internal sealed class SuiteZeroScores
{
    /// <summary>The accuracy of an architecture.</summary>
    public const string Truth = "val_accuracy";

    /// <summary>What stands for a score that could not be computed.</summary>
    public const string Failure = "-1e8, NASLib's mark of a score that failed";

    /// <summary>What the column of a score's seconds ends in.</summary>
    public const string SecondsSuffix = "_seconds";

    private const double Failed = -1e8;
    private const int MostLevels = 3;

    private readonly string _path;

    private SuiteZeroScores(string path, IReadOnlyList<(string? Name, JsonElement Architectures)> datasets)
    {
        _path = path;
        Datasets = datasets;
    }

    /// <summary>The data sets in the file's order; one without a name where there is no such level.</summary>
    public IReadOnlyList<(string? Name, JsonElement Architectures)> Datasets { get; }

    /// <summary>Whether the first architecture's scores say how long they took.</summary>
    public bool IsTimed => First(Datasets[0].Architectures) is { } architecture
        && architecture.EnumerateObject().Any(
            score => score.Value.ValueKind == JsonValueKind.Object && score.Value.TryGetProperty("time", out _));

    /// <summary>The content of a file; null where it is something else.</summary>
    public static SuiteZeroScores? Of(string path, JsonElement root)
    {
        var level = root;
        for (var depth = 0; depth < MostLevels && First(level) is { } inner; depth++)
        {
            if (HasTruth(inner))
            {
                return new(path, [(null, level)]);
            }

            if (First(inner) is { } architecture && HasTruth(architecture))
            {
                return new(path, [.. level.EnumerateObject().Select(set => ((string?)JsonText.Name(path, set), set.Value))]);
            }

            level = inner;
        }

        return null;
    }

    /// <summary>The column of a score.</summary>
    public static string ColumnOf(string? dataset, string score) => dataset is null ? score : $"{dataset}_{score}";

    /// <summary>Each architecture once, with the scores of all data sets; columns name the data set where there are several.</summary>
    public IEnumerable<(string Architecture, IReadOnlyList<(string Column, double Value, double Seconds)> Scores)> Rows()
    {
        var rows = new Dictionary<string, List<(string, double, double)>>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var (name, architectures) in Datasets)
        {
            foreach (var (architecture, scores) in Architectures(name, architectures))
            {
                if (!rows.TryGetValue(architecture, out var row))
                {
                    rows.Add(architecture, row = []);
                    order.Add(architecture);
                }

                row.AddRange(Scores(architecture, scores).Select(
                    s => (ColumnOf(Datasets.Count > 1 ? name : null, s.Score), s.Value, s.Seconds)));
            }
        }

        return order.Select(architecture => (architecture, (IReadOnlyList<(string, double, double)>)rows[architecture]));
    }

    /// <summary>The architectures of a data set, as they are written.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public IEnumerable<(string Architecture, JsonElement Scores)> Architectures(string? name, JsonElement dataset)
    {
        if (dataset.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"{_path}: the data set '{ShownText.Of(name ?? "")}' must hold architectures "
                + $"(it is a {dataset.ValueKind})");
        }

        foreach (var architecture in dataset.EnumerateObject())
        {
            yield return (JsonText.Name(_path, architecture), architecture.Value);
        }
    }

    /// <summary>The scores of an architecture; NaN where one failed, or where there is no time.</summary>
    /// <exception cref="InvalidDataException">A score is neither a number nor an object of number and time.</exception>
    public IEnumerable<(string Score, double Value, double Seconds)> Scores(string architecture, JsonElement scores)
    {
        if (scores.ValueKind != JsonValueKind.Object)
        {
            throw Fault(architecture, "", scores);
        }

        foreach (var property in scores.EnumerateObject())
        {
            var name = JsonText.Name(_path, property);
            if (name is "idx" or "arch")
            {
                continue; // the architecture once more, and the number of the run that scored it
            }

            var (value, time) = (property.Value, double.NaN);
            if (value.ValueKind == JsonValueKind.Object)
            {
                time = value.TryGetProperty("time", out var seconds) ? Number(architecture, name, seconds) : double.NaN;
                value = value.TryGetProperty("score", out var score) ? score : throw Fault(architecture, name, value);
            }

            var number = Number(architecture, name, value);
            yield return (name, number == Failed ? double.NaN : number, time);
        }
    }

    private static JsonElement? First(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Select(p => p.Value).FirstOrDefault() is
            { ValueKind: JsonValueKind.Object } first ? first : null;

    private static bool HasTruth(JsonElement element) => element.TryGetProperty(Truth, out _);

    // Python's words for numbers that JSON has none for come in quotes.
    private double Number(string architecture, string score, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String when double.TryParse(
            JsonText.Text(_path, value), NumberStyles.Float, CultureInfo.InvariantCulture, out var word)
            && !double.IsFinite(word) => word,
        _ => throw Fault(architecture, score, value),
    };

    private InvalidDataException Fault(string architecture, string score, JsonElement found) => new(
        $"{_path}, {ShownText.Of(architecture)}{(score.Length > 0 ? ", " : "")}{ShownText.Of(score)}: "
            + (score.Length > 0 ? "a number, or an object of 'score' and 'time'," : "an object of scores")
            + $" is expected (was {ShownText.Of(found.GetRawText(), 60)})");
}
