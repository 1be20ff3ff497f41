using NasPipelines.Stages;
using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;

namespace NasPipelines.Data;

/// <summary>The architectures of a view and some of its columns of numbers, in memory.</summary>
internal sealed record ArchitectureColumns(SearchSpace Space, string[] Texts, ImmutableArray<string> Names, double[][] Values)
{
    private Architecture[]? architectures;

    public int Rows => Texts.Length;

    public Architecture[] Architectures => architectures ??= Array.ConvertAll(Texts, Space.Parse);

    public double[] this[string name] => Values[Names.IndexOf(name)];

    /// <summary>Reads the named columns; every column of numbers where there are no names.</summary>
    /// <exception cref="ArgumentException">There is no column of architectures, its search space is unknown, or a column is not of numbers.</exception>
    public static ArchitectureColumns Read(IDataView data, IEnumerable<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ImmutableArray<string> wanted = [.. names?.Distinct() ?? NumberColumns(data)];
        foreach (var name in wanted)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        var space = SpaceOf(data);
        string[] texts = [.. data.GetColumn<string>(ArchitectureView.ArchitectureColumn)];
        return new(space, texts, wanted, NumericColumns.Read(data, wanted));
    }

    public static SearchSpace SpaceOf(IDataView data) =>
        data.Schema.GetColumnOrNull(ArchitectureView.ArchitectureColumn) is not { Type: TextDataViewType } column
            ? throw new ArgumentException($"The view needs a text column '{ArchitectureView.ArchitectureColumn}'; "
                + $"its columns are {string.Join(", ", data.Schema.Select(c => c.Name))}.")
            : ViewAnnotations.Text(column, ViewAnnotations.SearchSpace) is { } space ? SearchSpaces.Get(space)
            : throw new ArgumentException(
                $"The column '{ArchitectureView.ArchitectureColumn}' does not say its search space; load the view with the data catalog, or name the space when loading.");

    public static string ProvenanceOf(IDataView data) =>
        ViewAnnotations.Text(data.Schema[ArchitectureView.ArchitectureColumn], ViewAnnotations.Provenance) ?? "{}";

    private static IEnumerable<string> NumberColumns(IDataView data) => data.Schema.Where(c => !c.IsHidden && c.Type is NumberDataViewType).Select(c => c.Name).Distinct();
}
