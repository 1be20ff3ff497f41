using NasPipelines.Annotations;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;

namespace NasPipelines.Stages;

/// <summary>The annotations of score columns: where the values come from, and which raw values were better.</summary>
internal static class ScoreAnnotations
{
    /// <summary>Text: <c>HigherIsBetter</c>, or <c>LowerIsBetter</c> where the column is the negated raw value.</summary>
    public const string Direction = "Direction";

    /// <summary>Text: what the column is a statistic of, such as "mean over seeds 20, 2020"; absent where it is one measurement.</summary>
    public const string Statistic = "Statistic";

    /// <summary>The annotations of the column of a score.</summary>
    public static DataViewSchema.Annotations Of(ScoreColumn score, string provenance)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(AnnotationText.Provenance, TextDataViewType.Instance, provenance.AsMemory());
        builder.AddPrimitiveValue(Direction, TextDataViewType.Instance, score.Direction.ToString().AsMemory());
        if (score.Statistic is { } statistic)
        {
            builder.AddPrimitiveValue(Statistic, TextDataViewType.Instance, statistic.AsMemory());
        }

        return builder.ToAnnotations();
    }
}
