namespace NasPipelines.Scoring.Journals;

/// <summary>Whether all shards are in a journal that they were merged into.</summary>
internal static class ShardExpectation
{
    private const int Named = 2;

    /// <summary>What is missing; nothing where all is there.</summary>
    /// <param name="database">The merged journal.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="shards">How many shards there are to be.</param>
    /// <exception cref="InvalidDataException">It has no such shard, or shards of several views.</exception>
    public static IReadOnlyList<MissingShard> Check(JournalDatabase database, string path, int shards)
    {
        database.Settle();
        var reader = new JournalTaskReader(database, path, DateTime.UtcNow);
        var all = reader.Read();
        var stages = all.Where(s => s.Shard?.Count == shards).GroupBy(s => s.Task.Estimators).ToList();
        return stages.Count > 0
            ? [.. stages.SelectMany(stage => Check(reader, path, [.. stage], shards)).OrderBy(m => m.Shard.Index)]
            : throw new InvalidDataException(
                $"{path} has no shard of {shards}: "
                + (all.Select(s => s.Shard?.Count).OfType<int>().Distinct().Order().ToList() is { Count: > 0 } others
                    ? $"its shards are of {string.Join(" and of ", others)}."
                    : "none of its scores were made as a shard."));
    }

    private static IEnumerable<MissingShard> Check(
        JournalTaskReader reader, string path, IReadOnlyList<ShardStatus> stage, int shards)
    {
        if (stage.FirstOrDefault(s => s.Task.Division != stage[0].Task.Division) is { } other)
        {
            throw new InvalidDataException(
                $"{path} has shards of different tables: {stage[0].Shard} has a part of {stage[0].Total} functions, and {other.Shard} one "
                + $"of {other.Total}{(other.Total == stage[0].Total ? " others" : "")}. Give every shard the same INPUT.");
        }

        for (var i = 1; i <= shards; i++)
        {
            if (stage.FirstOrDefault(s => s.Shard!.Index == i) is not { } there)
            {
                yield return new(new(i, shards), stage[0].Scores, null, []);
            }
            else if (there.Done < there.Functions)
            {
                yield return new(
                    there.Shard!, there.Scores, there.Functions - there.Done, reader.Lacking(there.Task, Named));
            }
        }
    }
}
