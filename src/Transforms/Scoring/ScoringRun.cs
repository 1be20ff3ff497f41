using System.Diagnostics;
using NasPipelines.Spaces;
using NasPipelines.Threads;

namespace NasPipelines.Scoring;

/// <summary>Scores many architectures with several workers; the results stay in the memo.</summary>
internal static class ScoringRun
{
    /// <summary>Scores what is not known yet.</summary>
    /// <param name="memo">The scorer and its memory.</param>
    /// <param name="architectures">The rows.</param>
    /// <param name="run">Workers, threads, progress, cancellation.</param>
    /// <param name="unread">Rows that are no architectures, for the summary.</param>
    public static ScoringSummary Run(
        ScoreMemo memo, IReadOnlyList<(string Text, Architecture Architecture)> architectures, RunOptions run,
        IReadOnlyList<ScoreRow>? unread = null)
    {
        var watch = Stopwatch.StartNew();
        var first = architectures.DistinctBy(a => memo.KeyOf(a.Architecture)).ToList();
        var context = new ScoringContext(run.EffectiveThreads, run.CancellationToken);
        var (done, resumed) = (0, memo.Resumed);
        var gate = new object();
        Workers.ForEach(first, run.EffectiveWorkers, "scoring", architecture =>
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            Score(architecture);
            lock (gate)
            {
                done++;
                run.Progress?.Report(RunProgress.After(watch.Elapsed, done, first.Count, memo.Resumed - resumed));
            }
        });
        var rows = architectures.Select(Score).ToList();
        var timed = first.ConvertAll(Score);
        rows.AddRange(unread ?? []);
        return new(rows, timed, memo.Scorer.Columns, watch.Elapsed.TotalSeconds, memo.Resumed - resumed);

        ScoreRow Score((string Text, Architecture Architecture) row) => memo.Score(row.Text, _ => row.Architecture, context);
    }
}
