using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;

namespace NasPipelines.Scoring;

/// <summary>The annotations of score columns: where the values come from, and which raw values were better.</summary>
internal static class ScoreAnnotations
{
    /// <summary>Text: <c>HigherIsBetter</c>, or <c>LowerIsBetter</c> where the column is the negated raw value.</summary>
    public const string Direction = "Direction";

    /// <summary>Text: what the column is a statistic of, such as "mean over seeds 20, 2020"; absent where it is one measurement.</summary>
    public const string Statistic = "Statistic";

    /// <summary>The same columns, those of scores annotated.</summary>
    public static DataViewSchema Annotate(DataViewSchema schema, IArchitectureScorer scorer)
    {
        var scores = scorer.Scores.ToDictionary(s => s.Name);
        var builder = new DataViewSchema.Builder();
        foreach (var column in schema)
        {
            var annotations = !column.IsHidden && scores.TryGetValue(column.Name, out var score) ? Of(score, scorer.Provenance) : column.Annotations;
            builder.AddColumn(column.Name, column.Type, annotations);
        }

        return builder.ToSchema();
    }

    private static DataViewSchema.Annotations Of(ScoreDescription score, string provenance)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue(ViewAnnotations.Provenance, TextDataViewType.Instance, provenance.AsMemory());
        builder.AddPrimitiveValue(Direction, TextDataViewType.Instance, score.Direction.ToString().AsMemory());
        if (score.Statistic is { } statistic)
        {
            builder.AddPrimitiveValue(Statistic, TextDataViewType.Instance, statistic.AsMemory());
        }

        return builder.ToAnnotations();
    }
}
