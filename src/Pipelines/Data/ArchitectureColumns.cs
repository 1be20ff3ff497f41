using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;
using NasPipelines.Evaluation;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Data;

/// <summary>The architectures of a view and some of its columns of numbers, in memory.</summary>
internal sealed class ArchitectureColumns
{
    /// <summary>The name that the column of architectures has where none is given.</summary>
    public const string DefaultName = "Architecture";

    private readonly Lazy<Architecture[]> _architectures;
    private readonly ImmutableArray<string> _names;

    private ArchitectureColumns(
        SearchSpace space, string[] texts, Converter<string, Architecture> parse, ImmutableArray<string> names, double[][] values)
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
    /// <exception cref="ArgumentException">There is no column of architectures, its search space is unknown, or a column is not of
    /// numbers.</exception>
    public static ArchitectureColumns Read(IDataView data, string architectureColumn, SearchSpace? own, IEnumerable<string> names)
    {
        ImmutableArray<string> wanted = [.. names.Distinct()];
        var space = SpaceOf(data, architectureColumn, own);
        foreach (var name in wanted)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(data.Schema));
        }

        return new(
            space, TextsOf(data, architectureColumn), ParserOf(data, architectureColumn, space), wanted, NumericColumns.Read(data, wanted));
    }

    /// <summary>The texts of the architectures.</summary>
    /// <exception cref="ArgumentException">There is no such column of text.</exception>
    public static string[] TextsOf(IDataView data, string architectureColumn) =>
        [.. data.GetColumn<string>(Column(data, architectureColumn))];

    /// <summary>The search space of the architectures.</summary>
    /// <exception cref="ArgumentException">There is no such column of text, or it does not say its space.</exception>
    public static SearchSpace SpaceOf(IDataView data, string architectureColumn, SearchSpace? own)
    {
        Column(data, architectureColumn);
        return own ?? ArchitectureColumn.SpaceOf(data.Schema, architectureColumn) ?? throw new ArgumentException(
            $"Column '{architectureColumn}' does not say its search space: set SearchSpace, or load the view with the data catalog.");
    }

    /// <summary>How the texts become architectures: those that the view was made with are not parsed again.</summary>
    public static Converter<string, Architecture> ParserOf(IDataView data, string architectureColumn, SearchSpace space) =>
        new(ArchitectureColumn.Parser(Column(data, architectureColumn), space));

    /// <summary>The JSON object that says where the architectures come from.</summary>
    public static string ProvenanceOf(IDataView data, string architectureColumn) =>
        AnnotationText.Of(Column(data, architectureColumn), AnnotationText.Provenance) ?? "{}";

    private static DataViewSchema.Column Column(IDataView data, string name)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return ArchitectureColumn.Require(data.Schema, name);
    }
}
