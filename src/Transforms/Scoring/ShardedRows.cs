using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Scoring;

/// <summary>The rows that a run scores.</summary>
/// <param name="Rows">All of them.</param>
/// <param name="First">The first of each distinct function.</param>
/// <param name="Plan">What the journal is told of it.</param>
internal sealed record ShardedRows(
    IReadOnlyList<(string Text, Architecture Architecture)> Rows,
    IReadOnlyList<(string Text, Architecture Architecture)> First,
    JournalPlan Plan)
{
    /// <summary>The rows of a view whose functions are in a shard.</summary>
    public static ShardedRows Of(ScoreMemo memo, IReadOnlyList<(string Text, Architecture Architecture)> rows, Shard shard)
    {
        var keyed = rows.Select(row => (Key: memo.KeyOf(row.Architecture), Row: row)).ToList();
        var distinct = keyed.DistinctBy(k => k.Key).ToList();
        var shards = ShardPlan.Assign([.. distinct.Select(k => (k.Key, memo.Scorer.EstimateCost(k.Row.Architecture)))], shard.Count);
        var own = distinct.Where((_, i) => shards[i] == shard.Index).ToList();
        var keys = own.Select(k => k.Key).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. keyed.Where(k => keys.Contains(k.Key)).Select(k => k.Row)],
            [.. own.Select(k => k.Row)],
            new(
                shard,
                JournalPlan.DivisionOf(distinct.Select((k, i) => (k.Key, shards[i]))),
                distinct.Count,
                [.. own.Where(k => memo.HasKey(k.Row.Architecture)).Select(k => (k.Key, k.Row.Text))]));
    }
}
