using NasPipelines.Benchmarks.Tables;
using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using static System.FormattableString;

namespace NasPipelines.Benchmarks;

/// <summary>Reads tables of architectures with named numbers, such as their true accuracies.</summary>
/// <remarks>
/// The file is CSV or TSV (plain or gzip, UTF-8, a header line, fields quoted as in RFC 4180) or Parquet. One column holds the architecture
/// in any form that its space parses; every other numeric column is kept under its name.
/// </remarks>
public static class BenchmarkTables
{
    private const int ReasonsKept = 20;
    private const int LongestReason = 500;
    private const int RowBytes = 160; // an architecture, its text and their places

    /// <summary>Reads a table.</summary>
    /// <param name="path">A .csv, .tsv, .tab or .txt file, each also with .gz, or a .parquet file.</param>
    /// <param name="options">Space, columns and policies; the defaults recognise published tables and read any other by convention.</param>
    /// <exception cref="ArgumentException">An option is out of range or names a column that the table lacks, or the space is
    /// unknown.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, its header is wrong, or a row is bad; the message says
    /// where.</exception>
    public static LoadedBenchmark Load(string path, BenchmarkTableOptions? options = null)
    {
        var table = Read(path, options);
        return new(table.View(), null, table.Provenance.Warnings(), table.ToString());
    }

    /// <summary>Reads a table into memory.</summary>
    internal static BenchmarkTable Read(string path, BenchmarkTableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new();
        options.Validate();
        using var rows = Open(path, options);
        var plan = TablePlan.Make(path, rows, options);
        List<Architecture> architectures = [];
        List<string> texts = [];
        var values = Array.ConvertAll(plan.Values, _ => new List<double>());
        var buffer = new double[plan.Values.Length];
        List<string> reasons = [];
        var skipped = 0;
        var budget = MemoryBudget.Of(path);
        while (rows.Read())
        {
            if (ReadRow(rows, plan, options, buffer, out var architecture) is { } fault)
            {
                var message = $"{path}, {rows.Position}{ShownText.Of(fault, LongestReason)}";
                if (options.BadRows == BadRowPolicy.Fail)
                {
                    throw new InvalidDataException(message);
                }

                skipped++;
                if (reasons.Count < ReasonsKept)
                {
                    reasons.Add(message);
                }

                continue;
            }

            var text = architecture.Text;
            budget.Take(
                RowBytes + (2L * text.Length) + (sizeof(int) * (long)architecture.Genes.Length) + (3L * sizeof(double) * buffer.Length));
            architectures.Add(architecture);
            texts.Add(text);
            for (var i = 0; i < buffer.Length; i++)
            {
                values[i].Add(buffer[i]);
            }
        }

        if (architectures.Count == 0)
        {
            throw new InvalidDataException(skipped == 0
                ? $"{path} has a header and no rows"
                : Invariant($"{path}: each of its {skipped} rows is bad; the first: {reasons[0]}"));
        }

        var sha256 = InputFile.Sha256(path);
        var provenance = new BenchmarkTableProvenance
        {
            File = Path.GetFileName(path),
            Sha256 = sha256,
            Unrelated = TableProvenanceFile.Warning(path, sha256),
            Rows = architectures.Count,
            SkippedRows = skipped,
            SkippedReasons = [.. reasons],
            TextColumns = [.. plan.TextColumns],
            Description = plan.Description?.Name,
        };
        return new(
            plan.Space,
            provenance,
            [.. architectures],
            [.. texts],
            [.. plan.Values.Select(value => value.Name)],
            Array.ConvertAll(values, column => column.ToArray()),
            options.SinglePrecision);
    }

    /// <summary>The rows of a file.</summary>
    /// <exception cref="ArgumentException">The name ends in no known way and no separator is given.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or empty, or its header is wrong.</exception>
    private static ITableRows Open(string path, BenchmarkTableOptions options)
    {
        var extension = Path.GetExtension(InputFile.NameWithoutGzip(path)).ToLowerInvariant();
        if (extension is ".parquet" or ".pq")
        {
            return InputFile.IsGzip(path)
                ? throw new ArgumentException($"{path}: a Parquet table compresses its columns itself and is not read from .gz")
                : new ParquetRows(path, options);
        }

        char? usual = extension switch
        {
            ".csv" => ',',
            ".tsv" or ".tab" or ".txt" => '\t',
            _ => null,
        };
        var separator = options.Separator ?? usual ?? throw new ArgumentException(
            $"{path}: the ending says no table format; known are .csv, .tsv, .tab, .txt (each also with .gz) and .parquet, "
            + $"or set {nameof(BenchmarkTableOptions.Separator)}");
        return new DelimitedRows(path, separator, options);
    }

    /// <summary>Reads a row's architecture and values; the result is what is wrong with it, or null.</summary>
    private static string? ReadRow(
        ITableRows rows, TablePlan plan, BenchmarkTableOptions options, Span<double> values, out Architecture architecture)
    {
        architecture = null!;
        if (rows.RowFault is { } rowFault)
        {
            return $": {rowFault}";
        }

        try
        {
            architecture = plan.Parse(rows);
        }
        catch (FormatException unreadable)
        {
            return $", column {plan.ArchitectureNames(rows)}: {unreadable.Message}";
        }

        if (rows.Numbers(plan.ValueColumns, values) is >= 0 and var fault)
        {
            var column = plan.ValueColumns[fault];
            return $", column {ShownText.Of(rows.Columns[column])}: '{ShownText.Of(rows.Text(column))}' is not a number; "
                + "write one such as 93.5, or leave the field blank where the value is missing";
        }

        if (!options.AllowMissing && values.IndexOf(double.NaN) is >= 0 and var missing)
        {
            return $", column {ShownText.Of(rows.Columns[plan.ValueColumns[missing]])}: the value is missing, "
                + $"and {nameof(options.AllowMissing)} is off";
        }

        plan.Derive(values);
        return null;
    }
}
