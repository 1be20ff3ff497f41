using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using NasPipelines.Annotations;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Spaces;
using NasPipelines.Stages;

namespace NasPipelines.Report;

/// <summary>The columns that a report reads, and the architectures where the view has them: scores alone can be judged as well.</summary>
internal sealed class ReportTable
{
    private readonly ImmutableArray<string> _names;
    private readonly double[][] _values;

    private ReportTable(ArchitectureColumns? architectures, ImmutableArray<string> names, double[][] values, string provenance)
    {
        (Architectures, _names, _values, Provenance) = (architectures, names, values, provenance);
        Texts = architectures?.Texts
            ?? [.. Enumerable.Range(1, values[0].Length).Select(row => string.Create(CultureInfo.InvariantCulture, $"row {row}"))];
    }

    /// <summary>The architectures; null where the view has none.</summary>
    public ArchitectureColumns? Architectures { get; }

    /// <summary>What each row is called.</summary>
    public string[] Texts { get; }

    /// <summary>The JSON object that says where the rows come from.</summary>
    public string Provenance { get; }

    public int Rows => Texts.Length;

    public double[] this[string name] => _values[_names.IndexOf(name)];

    /// <summary>Whether a column was read.</summary>
    public bool Has(string name) => _names.Contains(name);

    /// <summary>Whether a view has no column of architectures, neither of this name nor of another.</summary>
    public static bool LacksArchitectures(IDataView view, string architectureColumn) =>
        architectureColumn == ArchitectureColumns.DefaultName
        && view.Schema.GetColumnOrNull(architectureColumn) is null
        && view.Schema.All(c => c.IsHidden || AnnotationText.Of(c, AnnotationText.SearchSpace) is null);

    /// <summary>Reads the named columns of numbers.</summary>
    /// <exception cref="ArgumentException">A column is missing or not of numbers, or architectures do not say their search
    /// space.</exception>
    public static ReportTable Read(IDataView view, string architectureColumn, SearchSpace? space, IEnumerable<string> names)
    {
        ImmutableArray<string> wanted = [.. names.Distinct()];
        if (!LacksArchitectures(view, architectureColumn))
        {
            var read = ArchitectureColumns.Read(view, architectureColumn, space, wanted);
            return new(read, wanted, read.Values, ArchitectureColumns.ProvenanceOf(view, architectureColumn));
        }

        foreach (var name in wanted)
        {
            NumericColumns.Check(name, "number", NumericColumns.Describe(view.Schema));
        }

        return new(null, wanted, NumericColumns.Read(view, wanted), "{}");
    }
}
