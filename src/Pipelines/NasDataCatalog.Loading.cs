using NasPipelines.Spaces;
using NasPipelines.Stages;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using NasPipelines.Benchmarks;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>
    /// A table of architectures as a view: the column <c>Architecture</c> (text, annotated with its search space and provenance), then one
    /// column of <see cref="double"/> per numeric column of the table. What is left out is written to the log as a warning.
    /// </summary>
    /// <param name="path">A .csv, .tsv, .tab or .txt file, each also with .gz, or a .parquet file; exports of this catalog too.</param>
    /// <param name="space">
    /// The name of the search space; null takes the one of the options, of a known table's description, or of an export's provenance.
    /// </param>
    /// <param name="options">Columns and policies; the defaults fail on the first bad row.</param>
    /// <exception cref="ArgumentException">An option is out of range or names a column that the table lacks, or the space is unknown.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or damaged, its header is wrong, or a row is bad; the message says where.</exception>
    public IDataView LoadBenchmark(string path, string? space = null, BenchmarkTableOptions? options = null)
    {
        options ??= new();
        if (space is not null)
        {
            var named = SearchSpaces.Get(space);
            if (options.Space is { } other && other.Name != named.Name)
            {
                throw new ArgumentException($"the space is given twice and differs: {named.Name}, and {other.Name} in the options", nameof(space));
            }

            options = In(named, options);
        }

        var table = BenchmarkTables.Load(path, options);
        if (table.Warnings.Count > 0)
        {
            using var channel = ((IHostEnvironment)Context).Register("NasData").Start("LoadBenchmark");
            foreach (var warning in table.Warnings)
            {
                channel.Warning(MessageSensitivity.None, warning);
            }
        }

        Log("LoadBenchmark", table.ToString());
        return table.View;
    }

    private static BenchmarkTableOptions In(SearchSpace space, BenchmarkTableOptions options) => new()
    {
        Space = space,
        ArchitectureColumn = options.ArchitectureColumn,
        ValueColumns = options.ValueColumns,
        Separator = options.Separator,
        MissingValues = options.MissingValues,
        AllowMissing = options.AllowMissing,
        BadRows = options.BadRows,
        SinglePrecision = options.SinglePrecision,
        MaxBytes = options.MaxBytes,
    };

    /// <summary>All architectures of a search space in its benchmark's order.</summary>
    /// <param name="space">The search space, or its name.</param>
    /// <exception cref="ArgumentException">The space is unknown; the message lists those that exist.</exception>
    /// <exception cref="NotSupportedException">The space is too large.</exception>
    public IDataView Enumerate(string space) => Enumerate(SearchSpaces.Get(space));

    /// <inheritdoc cref="Enumerate(string)"/>
    public IDataView Enumerate(SearchSpace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return View(space, space.Enumerate(), new { source = "enumeration" });
    }

    /// <summary>Different architectures of a search space, drawn uniformly.</summary>
    /// <param name="space">The name of the search space.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">The same seed gives the same architectures in the same order.</param>
    /// <exception cref="ArgumentException">The space is unknown; the message lists those that exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, or larger than the space.</exception>
    public IDataView Sample(string space, int count, long seed) => Sample(SearchSpaces.Get(space), count, seed);

    /// <inheritdoc cref="Sample(string, int, long)"/>
    public IDataView Sample(SearchSpace space, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return View(space, space.Sample(count, seed), new { source = "sample", count, seed });
    }

    private IDataView View(SearchSpace space, IEnumerable<Architecture> architectures, object provenance)
    {
        Architecture[] all = [.. architectures];
        var origin = JsonSerializer.Serialize(provenance);
        Log("Architectures", FormattableString.Invariant($"{all.Length} architectures of {space.Name}: {origin}"));
        return ArchitectureColumn.ViewOf(space, all, origin);
    }

    private void Log(string component, string message)
    {
        using var channel = ((IHostEnvironment)Context).Register("NasData").Start(component);
        channel.Info(MessageSensitivity.None, message);
    }
}
