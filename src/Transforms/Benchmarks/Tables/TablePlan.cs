using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Which columns of a table are read, and as what.</summary>
internal sealed class TablePlan
{
    private readonly FoundArchitectures? _found;
    private readonly string? _encoding;
    private readonly string[] _parts;

    private TablePlan(FoundArchitectures? found, string? encoding)
    {
        (_found, _encoding) = (found, encoding);
        _parts = new string[found?.Columns.Length ?? 0];
    }

    /// <summary>The search space, or null where the table has no architectures.</summary>
    public SearchSpace? Space => _found?.Space;

    /// <summary>The known table, or null.</summary>
    public BenchmarkTableDescription? Description => _found?.Description;

    /// <summary>The file's columns that are read as numbers.</summary>
    public required int[] Columns { get; init; }

    /// <summary>Which of them have to be numbers: where they are not, that is a fault.</summary>
    public required bool[] Required { get; init; }

    /// <summary>The columns of the table in their order: of those read, or computed from one.</summary>
    public required TableValue[] Values { get; init; }

    /// <summary>The file's columns that are kept as text where they hold no numbers.</summary>
    public required int[] TextColumns { get; init; }

    /// <summary>Columns that are left out, and what they are.</summary>
    public required IReadOnlyList<(string Name, string Why)> LeftOut { get; init; }

    /// <summary>What a reader should be told.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <exception cref="ArgumentException">A column that is asked for is not there, or the architectures are not found.</exception>
    public static TablePlan Make(TableSource source, ITableRows rows, BenchmarkTableOptions options)
    {
        var path = source.Name;
        var finder = new ArchitectureFinder(source, rows, options);
        var found = finder.Find();
        if (options.Encoding is { } encoding && found is not null)
        {
            ArchitectureText.Of(found.Space, encoding);
        }

        var columns = rows.Columns;
        var leading = TableHeader.Leading(columns);
        int[] candidates = [.. Enumerable.Range(leading, columns.Count - leading)
            .Where(i => columns[i].Length > 0)
            .Except(found?.Columns ?? [])
            .Where(i => found?.Description is null || !found.Description.OtherColumns.Contains(columns[i]))];
        TableValue[] derived = [.. (found?.Description?.Derived ?? [])
            .Where(column => !columns.Contains(column.Name))
            .Select(column => new TableValue(finder.Position(column.Source), column.Name, column.Compute))];
        TableValue[] values = options.ValueColumns is { } named
            ? [.. named.Select(name => derived.FirstOrDefault(value => value.Name == name) ?? new(finder.Position(name), name))]
            : [.. candidates.Where(i => rows.WhyNoNumbers(i) is null).Select(i => new TableValue(i, columns[i])), .. derived];
        if (values.Any(value => value.Name == ArchitectureView.ArchitectureColumn))
        {
            throw new ArgumentException(
                $"{path}: a value column may not be named {ArchitectureView.ArchitectureColumn}, the name of the architectures' column");
        }

        bool IsRequired(int column) => options.ValueColumns is not null
            || (options.RequiredColumns?.Contains(columns[column]) ?? false)
            || derived.Any(value => value.Column == column);
        var wrong = candidates.FirstOrDefault(i => rows.WhyNoNumbers(i) is not null && IsWanted(columns[i]), -1);
        if (wrong >= 0)
        {
            throw new InvalidDataException(
                $"{path}: column {ShownText.Of(columns[wrong])} holds {rows.WhyNoNumbers(wrong)}, not one number per row");
        }

        bool IsWanted(string name) => (options.ValueColumns ?? options.RequiredColumns)?.Contains(name) ?? false;
        int[] read = [.. values.Select(value => value.Column).Distinct()];
        return new(found, options.Encoding)
        {
            Columns = read,
            Required = Array.ConvertAll(read, IsRequired),
            Values = values,
            TextColumns = [.. candidates.Where(i => options.TextColumns.Contains(columns[i]))],
            LeftOut = options.ValueColumns is null
                ? [.. candidates.Where(i => rows.WhyNoNumbers(i) is not null).Select(i => (columns[i], rows.WhyNoNumbers(i)!))]
                : [],
            Notes = [.. finder.Notes, .. Ambiguous(path, rows, found, options), .. leading > 0
                ? [$"{Path.GetFileName(path)}: {(leading == 1 ? "the first column has" : $"the first {leading} columns have")} no name and "
                    + "counts rows or names them; it is left out"]
                : Array.Empty<string>()],
        };
    }

    /// <summary>What else the architectures may mean: said once, of the first that has two meanings.</summary>
    private static IEnumerable<string> Ambiguous(string path, ITableRows rows, FoundArchitectures? found, BenchmarkTableOptions options) =>
        found is { Description: null, Columns: [var column] } && options.Encoding is null
            && ArchitectureText.Ambiguity(found.Space, rows.Sample(column)) is { } ambiguity
            ? [$"{Path.GetFileName(path)}, column {ShownText.Of(rows.Columns[column])}: {ambiguity} ({nameof(options.Encoding)})"]
            : [];

    /// <summary>Where the architectures are, in words.</summary>
    public string Told(ITableRows rows) => _found is null
        ? "no column of architectures of a search space that is known"
        : $"architectures of {_found.Space.Name} from {ArchitectureNames(rows)} ({_found.Why})";

    /// <summary>The names of the columns that make an architecture.</summary>
    public string ArchitectureNames(ITableRows rows) =>
        string.Join(" + ", (_found?.Columns ?? []).Select(column => ShownText.Of(rows.Columns[column])));

    /// <summary>The current row's architecture.</summary>
    /// <exception cref="FormatException">It is not one of the space.</exception>
    public Architecture Parse(ITableRows rows)
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _parts[i] = rows.Text(_found!.Columns[i]);
        }

        var text = Description?.Compose(_parts) ?? _parts[0];
        if (text.Length == 0)
        {
            throw new FormatException("the architecture is blank");
        }

        try
        {
            return _found!.Space.Parse(text, _encoding);
        }
        catch (FormatException fault) when (_found!.SpaceFrom is { } origin)
        {
            throw new FormatException($"{fault.Message} ({origin} says that it is of {_found.Space.Name})", fault);
        }
    }
}
