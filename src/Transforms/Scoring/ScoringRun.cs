using System.Diagnostics;

namespace NasPipelines.Scoring;

/// <summary>Scores many architectures with several workers; the results stay in the session's memory.</summary>
internal static class ScoringRun
{
    public static ScoringSummary Run(
        ScoringSession session, IReadOnlyList<string> texts, int workers, IProgress<ScoringProgress>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var first = texts.DistinctBy(session.KeyOf).ToList();
        var (done, resumed) = (0, session.Resumed);
        var gate = new object();
        var next = -1;
        Work(Math.Min(workers, first.Count), () =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < first.Count)
            {
                cancellation.ThrowIfCancellationRequested();
                session.Score(first[i], cancellation);
                lock (gate)
                {
                    done++;
                    progress?.Report(ScoringProgress.After(watch.Elapsed, done, first.Count, session.Resumed - resumed));
                }
            }
        });
        return Summarise(session, texts, first, watch.Elapsed.TotalSeconds, cancellation) with { Resumed = session.Resumed - resumed };
    }

    // Plain threads: each keeps its own thread count of libtorch, which the thread pool's threads would leak to others.
    private static void Work(int workers, Action work)
    {
        Exception? failure = null;
        var threads = Enumerable.Range(0, workers).Select(i => new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }
        }) { IsBackground = true, Name = $"scoring {i}" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }

    private static ScoringSummary Summarise(
        ScoringSession session, IReadOnlyList<string> texts, List<string> first, double seconds, CancellationToken cancellation)
    {
        var scores = session.Scorer.Scores;
        var rows = texts.Select(t => session.Score(t, cancellation)).ToList();
        var timed = first.ConvertAll(t => session.Score(t, cancellation));
        var proxies = scores.Select((s, i) => new ProxySummary(
            s.Name, timed.Count == 0 ? 0 : timed.Average(r => r.Seconds[i]), rows.Count(r => r.Values[i].Reason is not null)));
        return new(rows.Count, first.Count, rows.Count(r => r.Values.All(v => v.Reason is not null)), seconds, [.. proxies]);
    }
}
