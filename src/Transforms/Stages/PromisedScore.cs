using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Annotations;

namespace NasPipelines.Stages;

/// <summary>A column of scores before there is one: what the shape of a pipeline's schema says of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsStatistic">Whether it will say what it is a statistic of.</param>
internal sealed record PromisedScore(string Name, bool IsStatistic = false)
{
    /// <summary>
    /// The shape of a view with scores added, annotations and all. Only stages of ML.NET can make a column of a shape, so one is asked for
    /// each: a mapping whose output has the column's type and annotations, and is never run.
    /// </summary>
    /// <exception cref="ArgumentException">There is no column of architectures, or it is of another type.</exception>
    public static SchemaShape ShapeOf(MLContext context, SchemaShape input, IReadOnlyList<PromisedScore> scores, StageOptions options)
    {
        ArchitectureColumn.Require(input, options.ArchitectureColumn);
        var source = SchemaDefinition.Create(typeof(Source));
        source[nameof(Source.Text)].ColumnName = options.ArchitectureColumn;
        var shape = input;
        foreach (var score in scores)
        {
            var made = SchemaDefinition.Create(typeof(Number));
            var column = made[nameof(Number.Value)];
            column.ColumnName = score.Name;
            string[] annotations = [AnnotationText.Provenance, ScoreAnnotations.Direction];
            foreach (var kind in score.IsStatistic ? [.. annotations, ScoreAnnotations.Statistic] : annotations)
            {
                column.AddAnnotation(kind, ReadOnlyMemory<char>.Empty, TextDataViewType.Instance);
            }

            shape = Added<Number>(context, shape, source, made);
        }

        if (options.StatusColumn is { } status)
        {
            var made = SchemaDefinition.Create(typeof(Note));
            made[nameof(Note.Value)].ColumnName = status;
            shape = Added<Note>(context, shape, source, made);
        }

        return shape;
    }

    private static SchemaShape Added<T>(MLContext context, SchemaShape shape, SchemaDefinition source, SchemaDefinition made)
        where T : class, new() =>
        context.Transforms.CustomMapping<Source, T>((_, _) => { }, null, source, made).GetOutputSchema(shape);

    private sealed class Source
    {
        public ReadOnlyMemory<char> Text { get; set; }
    }

    private sealed class Number
    {
        public double Value { get; set; }
    }

    private sealed class Note
    {
        public ReadOnlyMemory<char> Value { get; set; }
    }
}
