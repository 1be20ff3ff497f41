using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Stages;

/// <summary>The annotations that columns of architectures and scores carry.</summary>
internal static class ViewAnnotations
{
    /// <summary>Text: the name of the search space of a column of architectures.</summary>
    public const string SearchSpace = "SearchSpace";

    /// <summary>Text: a JSON object that says where a column's values come from.</summary>
    public const string Provenance = "Provenance";

    /// <summary>The annotations of a column of architectures.</summary>
    public static DataViewSchema.Annotations ForArchitectures(SpaceText space, string provenance)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(SearchSpace, TextDataViewType.Instance, (ReadOnlyMemory<char>)space.Memory);
        builder.AddPrimitiveValue(Provenance, TextDataViewType.Instance, provenance.AsMemory());
        return builder.ToAnnotations();
    }

    /// <summary>The annotations of a column of numbers; none where nothing says where they come from.</summary>
    public static DataViewSchema.Annotations? ForNumbers(string? provenance)
    {
        if (provenance is null)
        {
            return null;
        }

        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(Provenance, TextDataViewType.Instance, provenance.AsMemory());
        return builder.ToAnnotations();
    }

    /// <summary>A text annotation of a column, or null where it has none.</summary>
    public static string? Text(DataViewSchema.Column column, string kind) => Memory(column, kind) is { IsEmpty: false } text ? text.ToString() : null;

    /// <summary>The memory of a text annotation of a column; empty where it has none.</summary>
    public static ReadOnlyMemory<char> Memory(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> value = default;
        if (column.Annotations.Schema.GetColumnOrNull(kind) is { Type: TextDataViewType })
        {
            column.Annotations.GetValue(kind, ref value);
        }

        return value;
    }
}
