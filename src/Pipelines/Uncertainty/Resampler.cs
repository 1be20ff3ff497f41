using NasPipelines.Numerics;

namespace NasPipelines;

/// <summary>Draws resamples of a table and gives each score's sample, with buffers of its own: one per thread.</summary>
internal sealed class Resampler
{
    private readonly EvaluationTable table;
    private readonly int[] drawn;
    private readonly int[] counts;
    private readonly int[] firsts;
    private readonly RankedColumn scores;
    private readonly Dictionary<RankedColumn, RankedColumn> columns = [];
    private RankedControls? sharedSource;
    private RankedControls? shared;

    public Resampler(EvaluationTable table)
    {
        this.table = table;
        (drawn, counts, firsts) = (new int[table.Rows], new int[table.Rows], new int[table.Rows + 1]);
        scores = new(table.Rows);
    }

    /// <summary>Draws as many rows as the table has, with replacement; depends on (seed, resample) only.</summary>
    public void Draw(long seed, int resample)
    {
        var random = new SplitMix64(SplitMix64.Mix(SplitMix64.Mix((ulong)seed) + (ulong)resample));
        Array.Clear(drawn);
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[random.Below((uint)drawn.Length)]++;
        }

        sharedSource = null;
    }

    /// <summary>The sample of a score on the rows drawn; valid until the next call.</summary>
    public RankedSample Sample(int score)
    {
        var source = table.Scores[score];
        RowSelection.Firsts(Counts(source.Kept), firsts);
        var controls = Controls(source.Sample.TruthAndControls);
        if (source.Sample.Controls.IndexOf(source.Sample.Scores) is >= 0 and var control)
        {
            return new(controls, controls.Columns[control]);
        }

        scores.Resample(source.Sample.Scores, firsts);
        return new(controls, scores);
    }

    private ReadOnlySpan<int> Counts(int[]? kept)
    {
        if (kept is null)
        {
            return drawn;
        }

        for (var i = 0; i < kept.Length; i++)
        {
            counts[i] = drawn[kept[i]];
        }

        return counts.AsSpan(0, kept.Length);
    }

    // Scores without missing rows share their truth and controls, and with them their rankings.
    private RankedControls Controls(RankedControls source)
    {
        if (!ReferenceEquals(source, sharedSource))
        {
            (sharedSource, shared) = (source, new(Column(source.Truth), [.. Columns(source)]));
        }

        return shared!;
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
        if (!columns.TryGetValue(source, out var column))
        {
            columns.Add(source, column = new(table.Rows));
        }

        column.Resample(source, firsts);
        return column;
    }
}
