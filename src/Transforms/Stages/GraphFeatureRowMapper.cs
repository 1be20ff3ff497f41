using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Adds the graph features of a row's architecture, a vector with named slots.</summary>
internal sealed class GraphFeatureRowMapper : ArchitectureRowMapper
{
    private readonly GraphFeatureColumn _column;
    private readonly BadRows _badRows;
    private readonly Func<string, Architecture> _parse;

    public GraphFeatureRowMapper(GraphFeatureColumn column, DataViewSchema input, StageOptions options)
        : base(input, options.ArchitectureColumn)
    {
        (_column, _badRows) = (column, options.BadRows);
        _parse = ArchitectureColumn.Parser(Encodings, column.Space);
        var names = new VBuffer<ReadOnlyMemory<char>>(column.SlotNames.Length, [.. column.SlotNames.Select(name => name.AsMemory())]);
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(
            GraphFeatureEstimator.SlotNames, new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => names.CopyTo(ref value));
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        schema.AddColumn(
            column.Name, new VectorDataViewType(NumberDataViewType.Single, names.Length), annotations.ToAnnotations());
        OutputSchema = schema.ToSchema();
    }

    public override DataViewSchema OutputSchema { get; }

    protected override Func<int, Delegate> GettersOf(DataViewRow input) => _ =>
    {
        var architecture = input.GetGetter<ReadOnlyMemory<char>>(Encodings);
        ReadOnlyMemory<char> text = default;
        return new ValueGetter<VBuffer<float>>((ref VBuffer<float> vector) =>
        {
            architecture(ref text);
            var features = RowFeatures.Of(
                _column, text.ToString(), _parse, _badRows, () => RowScores.Where(input.Position, Encodings.Name));
            vector = new(features.Length, features);
        });
    };
}
