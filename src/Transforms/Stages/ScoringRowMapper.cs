using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Adds the scores of a memo to a row: an architecture is scored when a score of its row is read, not before.</summary>
internal sealed class ScoringRowMapper : ArchitectureRowMapper
{
    private readonly ScoreMemo _memo;
    private readonly Func<string, Architecture> _parse;
    private readonly bool _hasStatus;
    private readonly StageOptions _options;

    public ScoringRowMapper(ScoreMemo memo, DataViewSchema input, StageOptions options)
        : base(input, options.ArchitectureColumn)
    {
        var statusColumn = options.StatusColumn;
        (_memo, _hasStatus, _options) = (memo, statusColumn is not null, options);
        _parse = ArchitectureColumn.Parser(Encodings, memo.Scorer.Space);
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

    public override DataViewSchema OutputSchema { get; }

    protected override Func<int, Delegate> GettersOf(DataViewRow input) => new RowGetters(this, input).Of;

    private sealed class RowGetters(ScoringRowMapper mapper, DataViewRow input)
    {
        private ValueGetter<ReadOnlyMemory<char>>? _architecture;
        private ReadOnlyMemory<char> _text;
        private long _position;
        private ScoreRow? _scores;

        public Delegate Of(int index)
        {
            _architecture ??= input.GetGetter<ReadOnlyMemory<char>>(mapper.Encodings);
            return mapper._hasStatus && index == mapper._memo.Scorer.Columns.Count
                ? new ValueGetter<ReadOnlyMemory<char>>(
                    (ref ReadOnlyMemory<char> status) => status = Scores().Status(mapper._memo.Scorer.Columns).AsMemory())
                : Score(index);
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
                    () => RowScores.Where(input.Position, mapper.Encodings.Name));
                _text = text;
            }

            return _scores;
        }
    }
}
