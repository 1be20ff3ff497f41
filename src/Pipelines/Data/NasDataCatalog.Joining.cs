using NasPipelines.Stages;
using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;
using NasPipelines.Data;

namespace NasPipelines;

public sealed partial class NasDataCatalog
{
    /// <summary>Joins two tables on the architecture: each row of the first takes the numbers of the second. What is lost is counted and logged.</summary>
    /// <param name="first">A view with the column <c>Architecture</c>; its columns of numbers are kept.</param>
    /// <param name="second">Another one of the same search space.</param>
    /// <param name="options">When rows match, and what becomes of those that do not; the defaults where null.</param>
    /// <exception cref="ArgumentException">The spaces differ, both tables have a column of one name, a column does not exist, or an option is wrong.</exception>
    /// <exception cref="InvalidDataException">
    /// The second table has an architecture twice, no row matches, or one does not and the options say that this is an error.
    /// </exception>
    /// <exception cref="FormatException">A row is not an architecture of the space.</exception>
    public JoinedTable Join(IDataView first, IDataView second, JoinOptions? options = null)
    {
        options ??= new();
        options.Validate();
        var joined = TableJoin.Join(first, second, options);
        Log("Join", joined.ToString());
        return joined;
    }

    /// <summary>
    /// One row per class of equal architectures: the class's first member, the number of rows in the column <c>ClassSize</c>, and the mean of each
    /// column over the members that have it (NaN where none does).
    /// </summary>
    /// <param name="data">A view with the column <c>Architecture</c>.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, its space is unknown, or the view already has a column <c>ClassSize</c>.</exception>
    public IDataView AggregateByClass(IDataView data, ArchitectureEquivalence equivalence = ArchitectureEquivalence.FunctionalAtInitialisation)
    {
        var table = ArchitectureColumns.Read(data);
        var aggregated = ClassMeans.Of(table, equivalence);
        var origin = JsonSerializer.Serialize(new { source = "class means", equivalence = equivalence.ToString(), rows = table.Rows, classes = aggregated.Rows });
        Log("AggregateByClass", origin);
        return new ArchitectureView(table.Space.Name, origin, aggregated.Texts, aggregated.Names, aggregated.Values, singlePrecision: false);
    }

    /// <summary>Adds the encoding of each architecture as columns of zeros and ones, <c>gene0=3</c> and so on, for learned combinations.</summary>
    /// <param name="data">A view with the column <c>Architecture</c>; its columns of numbers are kept.</param>
    /// <param name="encodingColumnNames">Names of the columns added. Values of a gene that no row has make no column.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, or its space is unknown.</exception>
    public IDataView Encode(IDataView data, out IReadOnlyList<string> encodingColumnNames)
    {
        var table = ArchitectureColumns.Read(data);
        var (names, values) = OneHot.Of(table.Architectures);
        encodingColumnNames = names;
        Log("Encode", $"{table.Rows} architectures of {table.Space.Name} in {names.Length} columns");
        return new ArchitectureView(
            table.Space.Name, ArchitectureColumns.ProvenanceOf(data), table.Texts, [.. table.Names, .. names], [.. table.Values, .. values], singlePrecision: false);
    }
}
