using System.Globalization;

namespace NasPipelines.Scoring.Journals;

/// <summary>How far runs are, by their journals: each by itself, and all together.</summary>
public sealed class JournalStatus
{
    private JournalStatus(IReadOnlyList<ShardStatus> shards, IReadOnlyList<MissingValues> missing, IReadOnlyList<string> unreadable)
    {
        (Shards, MissingValues, Unreadable) = (shards, missing, unreadable);

        // A shard may be in several journals, one of which they were merged into.
        List<ShardStatus> distinct = [.. shards.GroupBy(s => s.Task.Id).Select(same => same.MaxBy(s => s.Done)!)];
        var stages = distinct.GroupBy(s => (s.Task.Estimators, s.Task.Division, s.Shard?.Count));

        // The shards of one view have one total, also those that no journal is there of yet; views that are whole have one each.
        Functions = stages.Sum(stage => stage.Key.Count is null ? stage.Sum(s => s.Functions) : stage.First().Total);
        Done = distinct.Sum(s => s.Done);
        PerSecond = distinct.Sum(s => s.PerSecond);
    }

    /// <summary>The shards, in the order of the journals; one for each stage of a run.</summary>
    public IReadOnlyList<ShardStatus> Shards { get; }

    /// <summary>The values that are missing, by score and reason, most frequent first.</summary>
    public IReadOnlyList<MissingValues> MissingValues { get; }

    /// <summary>What is wrong with journals that could not be read now; a line for each.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    /// <summary>Distinct functions to score, those of shards without a journal included; each stage counts for itself.</summary>
    public int Functions { get; }

    /// <summary>Functions whose scores are there.</summary>
    public int Done { get; }

    /// <summary>Functions per second of all shards that are running.</summary>
    public double PerSecond { get; }

    /// <summary>Time left at this rate, if work were shared; null where it is not known.</summary>
    public TimeSpan? Remaining => ShardTimes.Remaining(Functions - Done, PerSecond);

    /// <summary>Reads journals, which runs may be writing to.</summary>
    /// <param name="paths">The journals. One that cannot be read is told of (<see cref="Unreadable"/>), and the others are read.</param>
    public static JournalStatus Read(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<ShardStatus> shards = [];
        List<MissingValues> missing = [];
        List<string> unreadable = [];
        foreach (var path in paths)
        {
            try
            {
                using var journal = JournalDatabase.OpenRead(path, apart: true);
                var reader = new JournalTaskReader(journal, path, DateTime.UtcNow);
                var tasks = reader.Read();
                missing.AddRange(reader.Missing(tasks));
                shards.AddRange(tasks);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                unreadable.Add(e.Message);
            }
        }

        return new(shards, Sum(missing), unreadable);
    }

    /// <summary>A line for each shard, and one for all.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Shards.Select(s => string.Create(
            CultureInfo.InvariantCulture, $"{s.Shard?.ToString() ?? "all"} {s.Scores}: {s.Done}/{s.Functions}, {s.State}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"{Done}/{Functions}, {PerSecond:F1}/s")));

    private static List<MissingValues> Sum(IEnumerable<MissingValues> values) =>
    [
        .. values.GroupBy(v => (v.Score, v.Reason, v.IsFailure))
            .Select(g => new MissingValues(g.Key.Score, g.Key.Reason, g.Sum(v => v.Count), g.Key.IsFailure))
            .OrderByDescending(v => v.Count).ThenBy(v => v.Score, StringComparer.Ordinal).ThenBy(v => v.Reason, StringComparer.Ordinal),
    ];
}
