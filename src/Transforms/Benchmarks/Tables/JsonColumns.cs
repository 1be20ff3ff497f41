using System.Globalization;
using System.Text.Json;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Columns that grow row by row from values of JSON, under the names in which they come.</summary>
internal sealed class JsonColumns(string path, MemoryBudget budget)
{
    private const int CellBytes = 16;
    private const int Deepest = 4;
    private const int MostColumns = 10_000;

    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<(string Name, Column Values)> _columns = [];

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The names and values; numbers where every value is one.</summary>
    public IReadOnlyList<(string Name, Array? Values)> All =>
        [.. _columns.Select(column => (column.Name, (Array?)column.Values.ToArray(Rows)))];

    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>Ends a row.</summary>
    public void EndRow() => Rows++;

    /// <summary>Adds the values of an object to the row; objects within give names with a point.</summary>
    public void Add(JsonElement element, string prefix = "", int depth = 0)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + JsonText.Name(path, property);
            if (property.Value.ValueKind == JsonValueKind.Object && depth < Deepest)
            {
                Add(property.Value, name + ".", depth + 1);
            }
            else
            {
                Add(name, property.Value);
            }
        }
    }

    /// <summary>Sets a value of the row.</summary>
    public void Add(string name, JsonElement value)
    {
        var column = Grown(name);
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            column.Set(Rows, number);
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            column.Set(Rows, double.NaN);
        }
        else
        {
            var text = value.ValueKind == JsonValueKind.String ? JsonText.Text(path, value) : value.GetRawText();
            budget.Take(2L * text.Length);
            column.Set(Rows, text);
        }
    }

    /// <summary>Sets a number of the row.</summary>
    public void Add(string name, double number) => Grown(name).Set(Rows, number);

    private Column Grown(string name)
    {
        if (!_index.TryGetValue(name, out var at))
        {
            if (_columns.Count >= MostColumns)
            {
                throw new InvalidDataException($"{path}: more than {MostColumns} columns; is this a table?");
            }

            _index[name] = at = _columns.Count;
            _columns.Add((name, new()));
        }

        var column = _columns[at].Values;
        budget.Take((long)CellBytes * Math.Max(1, Rows + 1 - column.Count));
        return column;
    }

    /// <summary>Sets a text of the row.</summary>
    public void Add(string name, string text)
    {
        using var document = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(text));
        Add(name, document.RootElement);
    }

    /// <summary>Numbers until a text comes.</summary>
    private sealed class Column
    {
        private readonly List<double> _numbers = [];
        private List<string?>? _texts;

        public int Count => _texts?.Count ?? _numbers.Count;

        public void Set(int row, double number)
        {
            if (_texts is not null)
            {
                Set(row, Shown(number));
                return;
            }

            Fill(_numbers, row, double.NaN);
            if (_numbers.Count > row)
            {
                _numbers[row] = number;
            }
            else
            {
                _numbers.Add(number);
            }
        }

        public void Set(int row, string? text)
        {
            _texts ??= _numbers.ConvertAll(Shown);
            Fill(_texts, row, null);
            if (_texts.Count > row)
            {
                _texts[row] = text;
            }
            else
            {
                _texts.Add(text);
            }
        }

        public Array ToArray(int rows)
        {
            Fill(_numbers, rows, double.NaN);
            if (_texts is not null)
            {
                Fill(_texts, rows, null);
            }

            return _texts is null ? _numbers.ToArray() : _texts.ToArray();
        }

        private static string? Shown(double number) => double.IsNaN(number) ? null : number.ToString("R", CultureInfo.InvariantCulture);

        private static void Fill<T>(List<T> list, int count, T value)
        {
            while (list.Count < count)
            {
                list.Add(value);
            }
        }
    }
}
