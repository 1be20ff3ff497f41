using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;
using NasPipelines.Evaluation;
using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>A view of architectures in memory: their texts, and columns of numbers and of text, with the annotations of each.</summary>
internal sealed class ArchitectureTable
{
    private readonly Lazy<Architecture[]> _architectures;

    private ArchitectureTable(
        SearchSpace space, TableColumn encodings, Converter<string, Architecture> parse, ImmutableArray<TableColumn> columns)
    {
        (Space, Encodings, Columns) = (space, encodings, columns);
        _architectures = new(() => Array.ConvertAll(Texts, parse));
    }

    public SearchSpace Space { get; }

    /// <summary>The column of architectures.</summary>
    public TableColumn Encodings { get; }

    /// <summary>The columns beside it.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    public string[] Texts => (string[])Encodings.Values;

    public int Rows => Texts.Length;

    public Architecture[] Architectures => _architectures.Value;

    /// <summary>The JSON object that says where the architectures come from.</summary>
    public string Provenance { get; private init; } = "{}";

    /// <summary>Reads the named columns; every column of numbers and of text where there are no names.</summary>
    /// <exception cref="ArgumentException">A column does not exist or is of another type, or the search space is not known.</exception>
    public static ArchitectureTable Read(
        IDataView data, string architectureColumn, SearchSpace? own, IEnumerable<string>? names = null)
    {
        var space = ArchitectureColumns.SpaceOf(data, architectureColumn, own);
        var visible = data.Schema.Where(column => !column.IsHidden).ToList();
        string[] wanted = [.. names ?? visible.Where(c => c.Name != architectureColumn && Fits(c.Type)).Select(c => c.Name)];
        foreach (var name in wanted.Where(name => data.Schema.GetColumnOrNull(name) is not { } found || !Fits(found.Type)))
        {
            var found = data.Schema.GetColumnOrNull(name) is { } other ? $"it is of type {other.Type}" : "there is no such column";
            throw new ArgumentException(
                $"Column '{name}' must hold one number or one text per row: {found}; the view "
                    + $"has {string.Join(", ", visible.Select(c => c.Name))}.");
        }

        string[] numbers = [.. wanted.Where(name => data.Schema[name].Type is NumberDataViewType)];
        double[][] values = NumericColumns.Read(data, numbers);
        return new(
            space, Texts(architectureColumn), ArchitectureColumns.ParserOf(data, architectureColumn, space), [.. wanted.Select(Column)])
        {
            Provenance = ArchitectureColumns.ProvenanceOf(data, architectureColumn),
        };

        TableColumn Column(string name) => Array.IndexOf(numbers, name) is >= 0 and var index
            ? new(name, values[index], data.Schema[name].Annotations)
            : Texts(name);

        TableColumn Texts(string name) => new(name, data.GetColumn<string>(name).ToArray(), data.Schema[name].Annotations);
    }

    /// <summary>
    /// A view of other rows or columns that comes from somewhere else; the column of architectures keeps its other annotations.
    /// </summary>
    public TableView View(TableColumn encodings, IEnumerable<TableColumn> columns, string? provenance = null)
    {
        if (provenance is null)
        {
            return new([encodings, .. columns]);
        }

        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(Encodings.Annotations, kind => kind != AnnotationText.Provenance);
        annotations.AddPrimitiveValue(AnnotationText.Provenance, TextDataViewType.Instance, provenance.AsMemory());
        return new([encodings with { Annotations = annotations.ToAnnotations() }, .. columns]);
    }

    private static bool Fits(DataViewType type) => type is NumberDataViewType or TextDataViewType;
}
