namespace NasPipelines.Scoring.Journals;

/// <summary>How far the scores of one stage are in one journal: those of a shard, or of a whole view.</summary>
public sealed class ShardStatus
{
    internal ShardStatus(JournalTaskRecord task, int done, int failed, JournalAttempt? attempt)
    {
        (Task, Done, Failed) = (task, done, failed);
        Attempt = attempt;
    }

    /// <summary>The journal.</summary>
    public string FilePath => Task.FilePath;

    /// <summary>The names of the scores, joined by commas.</summary>
    public string Scores => Task.Scores;

    /// <summary>Which part of the view; null for the whole of it.</summary>
    public Shard? Shard => Task.Shard;

    /// <summary>Distinct functions to score.</summary>
    public int Functions => Task.Functions;

    /// <summary>Distinct functions of all shards together.</summary>
    public int Total => Task.Total;

    /// <summary>Functions whose scores are in the journal, failures included.</summary>
    public int Done { get; }

    /// <summary>
    /// Functions whose scoring failed, in the whole journal where it is no shard's; <c>--retry-failed</c> tries them again.
    /// </summary>
    public int Failed { get; }

    /// <summary>
    /// <c>done</c>; <c>running</c>; <c>stopped</c>, which goes on when it is run again; or <c>silent</c>: nothing was heard for
    /// <see cref="Patience"/> of a run that has not said that it ended, so it was killed, is suspended, or its disk is out of reach.
    /// </summary>
    public string State =>
        Done >= Functions ? "done"
        : Attempt is null || Attempt.State is JournalTask.Stopped or JournalTask.Finished ? JournalTask.Stopped
        : Attempt.Silence > Patience ? "silent"
        : JournalTask.Running;

    /// <summary>Functions per second of its run; 0 unless it is running.</summary>
    public double PerSecond =>
        State == JournalTask.Running && Attempt is { Elapsed: > 0 } attempt ? attempt.Scored / attempt.Elapsed : 0;

    /// <summary>Time left at this rate; null where it is not known.</summary>
    public TimeSpan? Remaining => ShardTimes.Remaining(Functions - Done, PerSecond);

    /// <summary>The machine of its last run; null where there was none.</summary>
    public string? Host => Attempt?.Host;

    /// <summary>Since when nothing was heard of its last run, by the clocks of both machines; null where there was none.</summary>
    public TimeSpan? Silence => Attempt?.Silence;

    /// <summary>How long a run may say nothing before it is called silent; it says something every 5 seconds.</summary>
    /// <value>60 seconds.</value>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    internal JournalTaskRecord Task { get; }

    private JournalAttempt? Attempt { get; }
}
