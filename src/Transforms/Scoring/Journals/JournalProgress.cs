namespace NasPipelines.Scoring.Journals;

/// <summary>
/// What a run tells its journal about itself. The task of a shard is written down at once; that of a whole view with its first new score,
/// so that a journal that has all scores stays as it is.
/// </summary>
internal sealed class JournalProgress : IDisposable
{
    private readonly ScoreMemo _memo;
    private readonly JournalPlan _plan;
    private JournalTask? _task;

    public JournalProgress(ScoreMemo memo, JournalPlan plan)
    {
        (_memo, _plan) = (memo, plan);
        if (plan.Shard is not null)
        {
            _task = memo.Begin(plan);
        }
    }

    /// <summary>Tells how many functions are done, and how many of them the journal had.</summary>
    public void Report(int done, int resumed)
    {
        if (_task is null && done > resumed)
        {
            _task = _memo.Begin(_plan);
        }

        _task?.Report(done, done - resumed);
    }

    /// <summary>Says that all is done; without it, disposing says that the run was stopped.</summary>
    public void Finish() => _task?.Finish();

    public void Dispose() => _task?.Dispose();
}
