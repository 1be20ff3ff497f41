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
    public static string? Of(DataViewSchema.Column column, string kind)
    {
        if (column.Annotations.Schema.GetColumnOrNull(kind) is not { Type: TextDataViewType })
        {
            return null;
        }

        ReadOnlyMemory<char> value = default;
        column.Annotations.GetValue(kind, ref value);
        return value.ToString();
    }
}
