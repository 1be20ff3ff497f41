using NasPipelines.Evaluation;
using NasPipelines.Numerics;
using NasPipelines.Ranking.Statistics;

namespace NasPipelines.Uncertainty;

/// <summary>Draws resamples of a table and gives each score's sample, with buffers of its own: one per thread.</summary>
internal sealed class Resampler
{
    private readonly EvaluationTable _table;
    private readonly int[] _drawn;
    private readonly int[] _counts;
    private readonly int[] _firsts;
    private readonly RankedColumn _scores;
    private readonly RowBuffers _buffers = new();
    private readonly Dictionary<RankedColumn, RankedColumn> _columns = [];
    private RankedControls? _sharedSource;
    private RankedControls? _shared;

    public Resampler(EvaluationTable table)
    {
        _table = table;
        (_drawn, _counts, _firsts) = (new int[table.Rows], new int[table.Rows], new int[table.Rows + 1]);
        _scores = new(table.Rows);
    }

    /// <summary>Draws as many rows as the table has, with replacement; depends on (seed, resample) only.</summary>
    public void Draw(long seed, int resample)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed) + (ulong)resample));
        Array.Clear(_drawn);
        for (var i = 0; i < _drawn.Length; i++)
        {
            _drawn[random.Below((uint)_drawn.Length)]++;
        }

        _sharedSource = null;
    }

    /// <summary>
    /// For each row of a score's sample its first copy on the rows drawn, and the number of all copies; valid until the next call.
    /// </summary>
    public ReadOnlySpan<int> Firsts(int score)
    {
        var counts = Counts(_table.Scores[score].Kept);
        RowSelection.Firsts(counts, _firsts);
        return _firsts.AsSpan(0, counts.Length + 1);
    }

    /// <summary>The sample of a score on the rows drawn; valid until the next call.</summary>
    public RankedSample Sample(int score)
    {
        var source = _table.Scores[score];
        Firsts(score);
        _buffers.Reuse();
        var controls = Controls(source.Sample.TruthAndControls);
        if (source.Sample.Controls.IndexOf(source.Sample.Scores) is >= 0 and var control)
        {
            return new(controls, controls.Columns[control], _buffers);
        }

        Resample(_scores, source.Sample.Scores);
        return new(controls, _scores, _buffers);
    }

    private ReadOnlySpan<int> Counts(int[]? kept)
    {
        if (kept is null)
        {
            return _drawn;
        }

        for (var i = 0; i < kept.Length; i++)
        {
            _counts[i] = _drawn[kept[i]];
        }

        return _counts.AsSpan(0, kept.Length);
    }

    // Scores without missing rows share their truth and controls, and with them their rankings.
    private RankedControls Controls(RankedControls source)
    {
        if (!ReferenceEquals(source, _sharedSource))
        {
            (_sharedSource, _shared) = (source, new(Column(source.Truth), [.. Columns(source)]));
        }

        return _shared!;
    }

    private List<RankedColumn> Columns(RankedControls source)
    {
        List<RankedColumn> resampled = [];
        foreach (var column in source.Columns)
        {
            resampled.Add(Column(column));
        }

        return resampled;
    }

    private RankedColumn Column(RankedColumn source)
    {
        if (!_columns.TryGetValue(source, out var column))
        {
            _columns.Add(source, column = new(_table.Rows));
        }

        Resample(column, source);
        return column;
    }

    private void Resample(RankedColumn column, RankedColumn source)
    {
        column.Resample(source, _firsts);
        column.Source = (source, _firsts);
    }
}
