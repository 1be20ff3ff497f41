using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;

namespace NasPipelines.Stages;

/// <summary>The annotations that columns of architectures and scores carry.</summary>
internal static class ViewAnnotations
{
    /// <summary>The annotations of a column of architectures.</summary>
    public static DataViewSchema.Annotations ForArchitectures(SpaceText space, string provenance)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationText.SearchSpace, TextDataViewType.Instance, (ReadOnlyMemory<char>)space.Memory);
        builder.AddPrimitiveValue(AnnotationText.Provenance, TextDataViewType.Instance, provenance.AsMemory());
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
        builder.AddPrimitiveValue(AnnotationText.Provenance, TextDataViewType.Instance, provenance.AsMemory());
        return builder.ToAnnotations();
    }
}
