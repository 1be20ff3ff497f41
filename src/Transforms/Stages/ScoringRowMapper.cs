using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Adds the scores of a memo to a row: an architecture is scored when a score of its row is read, not before.</summary>
internal sealed class ScoringRowMapper : IRowToRowMapper
{
    private readonly ScoreMemo _memo;
    private readonly Func<string, Architecture> _parse;
    private readonly DataViewSchema.Column _architecture;
    private readonly bool _hasStatus;
    private readonly StageOptions _options;

    public ScoringRowMapper(ScoreMemo memo, DataViewSchema input, StageOptions options)
    {
        var statusColumn = options.StatusColumn;
        (_memo, InputSchema, _hasStatus, _options) = (memo, input, statusColumn is not null, options);
        _architecture = ArchitectureColumn.Require(input, options.ArchitectureColumn);
        _parse = ArchitectureColumn.Parser(_architecture, memo.Scorer.Space);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(input);
        foreach (var score in memo.Scorer.Columns)
        {
            schema.AddColumn(score.Name, NumberDataViewType.Double, ScoreAnnotations.Of(score, memo.Scorer.Provenance));
        }

        if (statusColumn is not null)
        {
            schema.AddColumn(statusColumn, TextDataViewType.Instance);
        }

        OutputSchema = schema.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => c.Index < InputSchema.Count ? c.Index : _architecture.Index).ToHashSet();
        return InputSchema.Where(c => needed.Contains(c.Index));
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) =>
        new Row(this, input, [.. activeColumns.Select(c => c.Index)]);

    private sealed class Row(ScoringRowMapper mapper, DataViewRow input, HashSet<int> active) : DataViewRow
    {
        private ValueGetter<ReadOnlyMemory<char>>? _architecture;
        private ReadOnlyMemory<char> _text;
        private long _position;
        private ScoreRow? _scores;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override DataViewSchema Schema => mapper.OutputSchema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < mapper.InputSchema.Count)
            {
                return input.GetGetter<TValue>(mapper.InputSchema[column.Index]);
            }

            _architecture ??= input.GetGetter<ReadOnlyMemory<char>>(mapper._architecture);
            var index = column.Index - mapper.InputSchema.Count;
            Delegate getter = mapper._hasStatus && index == mapper._memo.Scorer.Columns.Count
                ? new ValueGetter<ReadOnlyMemory<char>>(
                    (ref ReadOnlyMemory<char> status) => status = Scores().Status(mapper._memo.Scorer.Columns).AsMemory())
                : Score(index);
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException(
                    $"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue).Name}.", nameof(column));
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }

            base.Dispose(disposing);
        }

        private ValueGetter<double> Score(int index)
        {
            var direction = mapper._memo.Scorer.Columns[index].Direction;
            return (ref double value) => value = Scores().Oriented(index, direction);
        }

        // All scores of a row are read one after the other.
        private ScoreRow Scores()
        {
            ReadOnlyMemory<char> text = default;
            _architecture!(ref text);
            if (_scores is null || _position != input.Position || !text.Equals(_text))
            {
                _position = input.Position;
                _scores = RowScores.Of(
                    mapper._memo,
                    text.ToString(),
                    mapper._parse,
                    new ScoringContext(mapper._options.EffectiveThreads),
                    mapper._options.BadRows,
                    () => RowScores.Where(input.Position, mapper._architecture.Name));
                _text = text;
            }

            return _scores;
        }
    }
}
