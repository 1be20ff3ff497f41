using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;
using NasPipelines.Architectures;

namespace NasPipelines.Data;

/// <summary>The architectures of a view and some of its columns of numbers, in memory.</summary>
internal sealed class ArchitectureColumns
{
    /// <summary>The name that the column of architectures has where none is given.</summary>
    public const string DefaultName = "Architecture";

    private readonly Lazy<Architecture[]> _architectures;
    private readonly ImmutableArray<string> _names;

    private ArchitectureColumns(SearchSpace space, string[] texts, Converter<string, Architecture> parse, ImmutableArray<string> names, double[][] values)
    {
        (Space, Texts, _names, Values) = (space, texts, names, values);
        _architectures = new(() => Array.ConvertAll(texts, parse));
    }

    public SearchSpace Space { get; }

    public string[] Texts { get; }

    /// <summary>The columns read, in the order asked for.</summary>
    public double[][] Values { get; }

    public int Rows => Texts.Length;

    public Architecture[] Architectures => _architectures.Value;

    public double[] this[string name] => Values[_names.IndexOf(name)];

    /// <summary>Reads the named columns of numbers.</summary>
    /// <exception cref="ArgumentException">There is no column of architectures, its search space is unknown, or a column is not of numbers.</exception>
    public static ArchitectureColumns Read(IDataView data, string architectureColumn, IEnumerable<string> names)
    {
        ImmutableArray<string> wanted = [.. names.Distinct()];
        var space = SpaceOf(data, architectureColumn);
        foreach (var name in wanted)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        return new(space, TextsOf(data, architectureColumn), space.Parse, wanted, NumericColumns.Read(data, wanted));
    }

    /// <summary>The texts of the architectures.</summary>
    /// <exception cref="ArgumentException">There is no such column of text.</exception>
    public static string[] TextsOf(IDataView data, string architectureColumn) =>
        [.. data.GetColumn<string>(Column(data, architectureColumn))];

    /// <summary>The search space of the architectures.</summary>
    /// <exception cref="ArgumentException">There is no such column of text, or it does not say its space.</exception>
    public static SearchSpace SpaceOf(IDataView data, string architectureColumn) =>
        AnnotationText.Of(Column(data, architectureColumn), AnnotationText.SearchSpace) is { } space ? SearchSpaces.Get(space)
        : throw new ArgumentException(
            $"Column '{architectureColumn}' does not say its search space; load the view with the data catalog, or name the space when loading.");

    public static string ProvenanceOf(IDataView data, string architectureColumn) =>
        AnnotationText.Of(Column(data, architectureColumn), AnnotationText.Provenance) ?? "{}";

    private static DataViewSchema.Column Column(IDataView data, string name)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var found = data.Schema.GetColumnOrNull(name);
        return found is { Type: TextDataViewType } column ? column : throw new ArgumentException(
            $"Column '{name}' must be a text column of architectures: {(found is { } other ? $"it is of type {other.Type}" : "there is no such column")}; "
            + $"the view has {string.Join(", ", data.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}.");
    }
}
