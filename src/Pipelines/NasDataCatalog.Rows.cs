using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Numerics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>
    /// Joins two tables on the architecture: each row of the first takes the numbers and texts of the second. Columns keep their
    /// annotations, so that a score's provenance and direction stay with it. What is lost is counted and logged.
    /// </summary>
    /// <param name="first">A view of architectures; its columns of numbers and of text are kept.</param>
    /// <param name="second">Another one of the same search space.</param>
    /// <param name="options">When rows match, and what becomes of those that do not; the defaults where null.</param>
    /// <param name="run">Stops the work between architectures.</param>
    /// <exception cref="ArgumentException">The spaces differ, both tables have a column of one name, a column does not exist, or an option
    /// is wrong.</exception>
    /// <exception cref="InvalidDataException">
    /// The second table has an architecture twice, no row matches, or one does not and the options say that this is an error.
    /// </exception>
    /// <exception cref="FormatException">A row is not an architecture of the space.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public JoinedTable Join(IDataView first, IDataView second, JoinOptions? options = null, RunOptions? run = null)
    {
        options ??= new();
        options.Validate();
        var joined = TableJoin.Join(first, second, options, run ?? new());
        Log("Join", joined.ToString());
        return joined;
    }

    /// <summary>
    /// One row per class of equal architectures: the class's first member, the number of rows in the column <c>ClassSize</c>, the mean of
    /// each column of numbers over the members that have it (NaN where none does), and the different texts of each column of text. Columns
    /// keep their annotations.
    /// </summary>
    /// <param name="data">A view of architectures.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, its space is unknown, or the view already has a column
    /// <c>ClassSize</c>.</exception>
    public IDataView AggregateByClass(
        IDataView data,
        ArchitectureEquivalence equivalence = ArchitectureEquivalence.FunctionalAtInitialisation,
        string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null)
    {
        var table = ArchitectureTable.Read(data, architectureColumnName, searchSpace);
        return ClassMeans.Of(table, equivalence, classes =>
        {
            Log("AggregateByClass", $"{table.Rows} rows in {classes} classes, equivalence {equivalence}");
            var of = JsonSerializer.Deserialize<JsonElement>(table.Provenance);
            return JsonSerializer.Serialize(
                new { source = "class means", equivalence = equivalence.ToString(), rows = table.Rows, classes, of });
        });
    }

    /// <summary>
    /// Adds the encoding of each architecture as columns of zeros and ones, <c>gene0=3</c> and so on, for learned combinations.
    /// </summary>
    /// <param name="data">A view of architectures; its columns of numbers and of text are kept, with their annotations.</param>
    /// <param name="encodingColumnNames">Names of the columns added. Values of a gene that no row has make no column.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, or its space is unknown.</exception>
    public IDataView Encode(
        IDataView data, out IReadOnlyList<string> encodingColumnNames, string architectureColumnName = ArchitectureColumns.DefaultName,
        SearchSpace? searchSpace = null)
    {
        var table = ArchitectureTable.Read(data, architectureColumnName, searchSpace);
        var genes = OneHot.Of(table.Architectures);
        encodingColumnNames = [.. genes.Select(gene => gene.Name)];
        Log("Encode", $"{table.Rows} architectures of {table.Space.Name} in {genes.Length} columns");
        return table.View(table.Encodings, table.Columns.Concat(genes));
    }

    private const string WorkingColumn = "NasPipelines.SampledArchitecture"; // a predicate's column has a fixed name

    /// <summary>The rows of randomly drawn architectures of a view, in the view's order.</summary>
    /// <param name="view">A view of architectures.</param>
    /// <param name="count">Number of different architecture texts to draw; at most those that the view has.</param>
    /// <param name="seed">The same seed draws the same architectures from the same view.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <exception cref="ArgumentException">There is no such column of text.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than the number of architectures.</exception>
    public IDataView SampleRows(IDataView view, int count, long seed, string architectureColumnName = ArchitectureColumns.DefaultName)
    {
        string[] texts = [.. ArchitectureColumns.TextsOf(view, architectureColumnName).Distinct()];
        if (count < 0 || count > texts.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"the sample must have 0 to {texts.Length} architectures, the number of different ones in the view");
        }

        var random = new SplitMix64(Fnv1a.Hash("sample rows") + SplitMix64.Mix((ulong)seed));
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)random.NextInteger(texts.Length - i);
            (texts[i], texts[j]) = (texts[j], texts[i]);
        }

        var drawn = texts.Take(count).ToHashSet(StringComparer.Ordinal);
        var copied = Context.Transforms.CopyColumns(WorkingColumn, architectureColumnName).Fit(view).Transform(view);
        var filtered = Context.Data.FilterByCustomPredicate<ArchitectureText>(copied, row => !drawn.Contains(row.Text));
        return Context.Transforms.DropColumns(WorkingColumn).Fit(filtered).Transform(filtered);
    }

    private sealed class ArchitectureText
    {
        [ColumnName(WorkingColumn)]
        public string Text { get; set; } = string.Empty;
    }

    /// <summary>
    /// The columns of costs that every operation on data computes where a view lacks them: <c>params</c>, <c>flops</c>,
    /// <c>activations</c> and others.
    /// </summary>
    public static ImmutableArray<string> CostColumnNames => CostColumns.Names;

    /// <summary>
    /// Whether a column is computed where a view lacks it: one of <see cref="CostColumnNames"/>, or a count by its name, such as
    /// <c>minus-count:normal:pool</c> (see <see cref="ZeroShotProxies.Families"/>).
    /// </summary>
    /// <param name="columnName">The column's name.</param>
    public static bool IsCost(string columnName) => CostColumns.Has(columnName);

    /// <summary>
    /// A view with the costs that are asked for and that it lacks, as <see cref="NasCatalog.Evaluate(IDataView, string, string[])"/> and
    /// the report compute them; the view itself where it has them all.
    /// </summary>
    /// <param name="data">Architectures, with the column <c>Architecture</c>.</param>
    /// <param name="columnNames">Columns that are wanted; those not in <see cref="CostColumnNames"/> are none of this method's
    /// business.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="searchSpace">The space of the architectures; null takes the one that the column says it is of.</param>
    /// <param name="run">Progress and cancellation; null for neither.</param>
    /// <exception cref="ArgumentException">The search space of the architectures is unknown.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDataView AddCosts(
        IDataView data, IEnumerable<string> columnNames, string architectureColumnName = "Architecture", SearchSpace? searchSpace = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(columnNames);
        run?.Validate();
        return CostColumns.Add(Context, data, architectureColumnName, searchSpace, columnNames, run: run);
    }
}
