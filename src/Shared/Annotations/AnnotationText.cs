using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Annotations;

/// <summary>Annotations of columns that are texts.</summary>
internal static class AnnotationText
{
    /// <summary>The name of the search space of a column of architectures.</summary>
    public const string SearchSpace = "SearchSpace";

    /// <summary>A JSON object that says where a column's values come from.</summary>
    public const string Provenance = "Provenance";

    /// <summary>A text annotation of a column, or null where it has none.</summary>
    public static string? Of(DataViewSchema.Column column, string kind) =>
        Memory(column, kind) is { IsEmpty: false } text ? text.ToString() : null;

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
