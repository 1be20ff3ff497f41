using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;

namespace NasPipelines.Scoring;

/// <summary>The annotations of score columns: where the values come from, and which raw values were better.</summary>
internal static class ScoreAnnotations
{
    /// <summary>Text: <c>HigherIsBetter</c>, or <c>LowerIsBetter</c> where the column is the negated raw value.</summary>
    public const string Direction = "Direction";

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
        return builder.ToAnnotations();
    }
}
