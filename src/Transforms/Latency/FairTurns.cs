namespace NasPipelines.Latency;

/// <summary>Lets callers do one thing at a time, in the order in which they came.</summary>
internal sealed class FairTurns
{
    private readonly object _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for the turn, and does the work.</summary>
    public void Take(Action work)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_gate)
        {
            (before, _last) = (_last, mine.Task);
        }

        before.Wait();
        try
        {
            work();
        }
        finally
        {
            mine.SetResult();
        }
    }
}
