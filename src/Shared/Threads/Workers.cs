using System.Runtime.ExceptionServices;

namespace NasPipelines.Threads;

/// <summary>
/// Runs work on threads of its own: each keeps its own thread count of libtorch, which pooled threads would leak to others.
/// </summary>
internal static class Workers
{
    /// <summary>Does each piece once; the first failure stops the others from starting further pieces.</summary>
    public static void ForEach<T>(IReadOnlyList<T> pieces, int workers, string name, Action<T> work)
    {
        ExceptionDispatchInfo? failure = null;
        var next = -1;
        var threads = Enumerable.Range(0, Math.Min(workers, pieces.Count)).Select(i => new Thread(() =>
        {
            try
            {
                int piece;
                while (Volatile.Read(ref failure) is null && (piece = Interlocked.Increment(ref next)) < pieces.Count)
                {
                    work(pieces[piece]);
                }
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
            }
        }) { IsBackground = true, Name = $"{name} {i}" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        failure?.Throw();
    }
}
