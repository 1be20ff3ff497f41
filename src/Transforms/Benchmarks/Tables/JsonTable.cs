using System.Text.Json;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files;
using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Tables in JSON: records, lines of records, columns, columns and rows apart (<c>split</c>), and scores by architecture or the other way.
/// </summary>
internal sealed class JsonTable
{
    private const int KeysTried = 20;

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly TableSource _source;
    private readonly BenchmarkTableOptions _options;
    private readonly JsonColumns _columns;
    private string _form = "records";

    private JsonTable(TableSource source, BenchmarkTableOptions options)
    {
        (_source, _options) = (source, options);
        _columns = new(source.Name, MemoryBudget.Of(source.Name));
    }

    private string Stem => Path.GetFileNameWithoutExtension(Path.GetFileName(_source.Name)) is { Length: > 0 } stem ? stem : "value";

    public static ColumnRows Read(TableSource source, BenchmarkTableOptions options)
    {
        var bytes = JsonText.Read(source);
        var table = new JsonTable(source, options);
        try
        {
            table.Read(bytes);
        }
        catch (JsonException fault)
        {
            throw JsonText.Fault(source.Name, fault);
        }

        var columns = table._columns.All;
        TableHeader.Check(source.Name, [.. columns.Select(column => column.Name)]);
        return new($"JSON ({table._form})", columns, table._columns.Rows, options);
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw new InvalidDataException($"{_source.Name} is empty; a table in JSON is expected");
        }

        var documents = 0;
        for (var rest = bytes; !rest.Trim(" \t\r\n"u8).IsEmpty; documents++)
        {
            var reader = new Utf8JsonReader(rest, Lenient);
            using var document = JsonDocument.ParseValue(ref reader);
            rest = rest[(int)reader.BytesConsumed..];
            var several = documents > 0 || !rest.Trim(" \t\r\n"u8).IsEmpty;
            if (several)
            {
                _form = "lines of records";
                Row(document.RootElement, null);
            }
            else
            {
                Whole(document.RootElement, 0);
            }
        }
    }

    private void Whole(JsonElement root, int depth)
    {
        var values = root.ValueKind == JsonValueKind.Object ? root.EnumerateObject().Select(property => property.Value).ToList() : [];
        if (root.ValueKind == JsonValueKind.Array)
        {
            Rows(root, null);
        }
        else if (SuiteZeroScores.Of(_source.Name, root) is { IsTimed: true } suite)
        {
            Suite(suite);
        }
        else if (values.Count == 0)
        {
            throw new InvalidDataException(
                $"{_source.Name}: its JSON is {(root.ValueKind == JsonValueKind.Object ? "an empty object" : "no table")}; "
                + "expected are records, lines of records, columns, or scores by architecture");
        }
        else if (root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            && (root.TryGetProperty("columns", out var names) || root.TryGetProperty("schema", out _)))
        {
            _form = names.ValueKind == JsonValueKind.Array ? "columns and rows apart" : "records";
            Rows(data, names.ValueKind == JsonValueKind.Array ? [.. names.EnumerateArray().Select(name => name.ToString())] : null);
        }
        else if (values.All(value => value.ValueKind == JsonValueKind.Array))
        {
            Columns(root);
        }
        else if (values.All(value => value.ValueKind == JsonValueKind.Object))
        {
            if (values.Count == 1 && depth < 4 && values[0].EnumerateObject().All(inner => inner.Value.ValueKind == JsonValueKind.Object))
            {
                Whole(values[0], depth + 1);
            }
            else
            {
                Nested(root);
            }
        }
        else if (AreArchitectures(root))
        {
            _form = "a value by architecture";
            foreach (var property in root.EnumerateObject())
            {
                _columns.Add("architecture", JsonText.Name(_source.Name, property));
                _columns.Add(Stem == "architecture" ? "value" : Stem, property.Value);
                _columns.EndRow();
            }
        }
        else
        {
            Row(root, null);
        }
    }

    private void Suite(SuiteZeroScores suite)
    {
        var failed = 0;
        foreach (var (architecture, scores) in suite.Rows())
        {
            _columns.Add("architecture", architecture);
            foreach (var (column, value, seconds) in scores)
            {
                failed += double.IsNaN(value) ? 1 : 0;
                _columns.Add(column, value);
                if (!double.IsNaN(seconds))
                {
                    _columns.Add(column + SuiteZeroScores.SecondsSuffix, seconds);
                }
            }

            _columns.EndRow();
        }

        _form = $"scores of NAS-Bench-Suite-Zero, {failed} of which are missing: {SuiteZeroScores.Failure}";
    }

    private void Rows(JsonElement rows, string[]? names)
    {
        foreach (var row in rows.EnumerateArray())
        {
            Row(row, names);
        }
    }

    private void Row(JsonElement row, string[]? names)
    {
        if (row.ValueKind == JsonValueKind.Object && names is null)
        {
            _columns.Add(row);
        }
        else if (row.ValueKind == JsonValueKind.Array)
        {
            names ??= _options.ValueColumns is { } given && given.Count == row.GetArrayLength() ? [.. given] : null;
            if (names is not null && names.Length != row.GetArrayLength())
            {
                throw new InvalidDataException(
                    $"{_source.Name}, row {_columns.Rows + 1}: {row.GetArrayLength()} values for {names.Length} columns");
            }

            foreach (var (value, i) in row.EnumerateArray().Select((value, i) => (value, i)))
            {
                _columns.Add(names?[i] ?? $"column{i + 1}", value);
            }
        }
        else if (row.ValueKind is JsonValueKind.Number or JsonValueKind.Null or JsonValueKind.String)
        {
            _columns.Add(Stem, row);
        }
        else
        {
            throw new InvalidDataException($"{_source.Name}, row {_columns.Rows + 1}: a record is expected (was {row.ValueKind})");
        }

        _columns.EndRow();
    }

    private void Columns(JsonElement root)
    {
        _form = "columns";
        var lists = root.EnumerateObject()
            .Select(p => (Name: JsonText.Name(_source.Name, p), Values: p.Value.EnumerateArray(), Length: p.Value.GetArrayLength()))
            .ToList();
        if (lists.FirstOrDefault(list => list.Length != lists[0].Length) is { Name: not null } other)
        {
            throw new InvalidDataException(
                $"{_source.Name}: column {ShownText.Of(other.Name)} has {other.Length} values and {ShownText.Of(lists[0].Name)} "
                + $"{lists[0].Length}; they must be equal");
        }

        JsonElement[][] cells = [.. lists.Select(list => list.Values.ToArray())];
        for (var row = 0; row < lists[0].Length; row++)
        {
            for (var column = 0; column < cells.Length; column++)
            {
                _columns.Add(lists[column].Name, cells[column][row]);
            }

            _columns.EndRow();
        }
    }

    private void Nested(JsonElement root)
    {
        var inner = root.EnumerateObject().First().Value;
        if (!AreArchitectures(root) && !AreNumbers(root) && (AreArchitectures(inner) || AreNumbers(inner)))
        {
            ByColumn(root, keepKeys: !AreNumbers(inner));
            return;
        }

        _form = "scores by architecture";
        var keep = !AreNumbers(root);
        foreach (var row in root.EnumerateObject())
        {
            _columns.Add(row.Value);
            if (keep)
            {
                _columns.Add("architecture", JsonText.Name(_source.Name, row));
            }

            _columns.EndRow();
        }
    }

    private void ByColumn(JsonElement root, bool keepKeys)
    {
        _form = "rows by column";
        var rows = new Dictionary<string, List<(string Column, JsonElement Value)>>(StringComparer.Ordinal);
        foreach (var column in root.EnumerateObject())
        {
            foreach (var cell in column.Value.EnumerateObject())
            {
                var key = JsonText.Name(_source.Name, cell);
                (rows.TryGetValue(key, out var row) ? row : rows[key] = []).Add((JsonText.Name(_source.Name, column), cell.Value));
            }
        }

        foreach (var (key, cells) in rows)
        {
            if (keepKeys)
            {
                _columns.Add("architecture", key);
            }

            cells.ForEach(cell => _columns.Add(cell.Column, cell.Value));
            _columns.EndRow();
        }
    }

    private static bool AreNumbers(JsonElement element) =>
        element.EnumerateObject().Take(KeysTried).All(p => p.Name.Length is > 0 and < 10 && p.Name.All(char.IsAsciiDigit));

    private bool AreArchitectures(JsonElement element)
    {
        string[] keys = [.. element.EnumerateObject().Take(KeysTried).Select(property => JsonText.Name(_source.Name, property))];
        return keys.Length > 0 && !AreNumbers(element)
            && (_options.Space is { } space ? [space] : SearchSpaces.All)
                .Any(known => ArchitectureText.AreOf(known, keys, _options.Encoding));
    }
}
