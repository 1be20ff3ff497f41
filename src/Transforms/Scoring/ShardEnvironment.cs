using System.Globalization;

namespace NasPipelines.Scoring;

/// <summary>Which shard a process is, by what its scheduler has told it.</summary>
internal sealed class ShardEnvironment(Func<string, string?>? variables)
{
    private const string Task = "SLURM_ARRAY_TASK_ID";
    private const string First = "SLURM_ARRAY_TASK_MIN";
    private const string Last = "SLURM_ARRAY_TASK_MAX";
    private const string Tasks = "SLURM_ARRAY_TASK_COUNT";
    private const string Completion = "JOB_COMPLETION_INDEX";

    private readonly Func<string, string?> _variables = variables ?? Environment.GetEnvironmentVariable;

    /// <summary>The place in an array of Slurm, which is taken for the whole.</summary>
    public Shard Find()
    {
        if (Number(Task) is not { } task)
        {
            throw new FormatException(Number(Completion) is null
                ? $"auto finds no shard: neither {Task} (an array of Slurm) nor {Completion} (an indexed job of Kubernetes) is set; "
                    + "give it as 3/50."
                : $"auto needs the number of shards where {Completion} is set, since Kubernetes does not tell it: give auto/50 for "
                    + "completions: 50.");
        }

        var (first, last, count) = (Number(First) ?? 1, Number(Last), Required(Tasks));

        // The tasks of a part of an array, sent again, would take themselves for another whole.
        return last is { } end && end - first + 1 != count
            ? throw new FormatException(
                $"auto needs an array without gaps, and this one has {count} tasks from {first} to {end}: give the number of shards of "
                    + "the whole, as auto/50, where tasks count from 1.")
            : Of(task - first + 1, count);
    }

    /// <summary>The place among a number of shards.</summary>
    public Shard Find(int count) =>
        Number(Task) is { } task ? Of(task, count)
        : Number(Completion) is { } completion ? Of(completion + 1, count)
        : throw new FormatException(
            $"auto/{count} finds no shard: neither {Task} (an array of Slurm) nor {Completion} (an indexed job of Kubernetes) is set.");

    private static Shard Of(long index, long count) => index >= 1 && index <= count && count <= Shard.Most
        ? new((int)index, (int)count)
        : throw new FormatException(
            $"auto finds shard {index} of {count}, which there is not: arrays of Slurm count from 1 where the number of shards is given, "
                + "indexed jobs of Kubernetes from 0.");

    private long Required(string name) => Number(name) ?? throw new FormatException(
        $"auto needs {name}, which is not set though {Task} is: give the shard as 3/50.");

    private long? Number(string name) => _variables(name) switch
    {
        null or "" => null,
        { } text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        { } text => throw new FormatException($"auto: {name} is '{text}', which is no number."),
    };
}
