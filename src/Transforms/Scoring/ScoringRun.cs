using System.Diagnostics;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Threads;

namespace NasPipelines.Scoring;

/// <summary>Scores many architectures with several workers; the results stay in the memo.</summary>
internal static class ScoringRun
{
    /// <summary>Scores what is not known yet.</summary>
    /// <param name="memo">The scorer and its memory.</param>
    /// <param name="architectures">The rows.</param>
    /// <param name="run">Progress, cancellation.</param>
    /// <param name="plan">Workers and threads.</param>
    /// <param name="unread">Rows that are no architectures, for the summary.</param>
    /// <param name="shard">The part to score; null for all.</param>
    public static ScoringSummary Run(
        ScoreMemo memo, IReadOnlyList<(string Text, Architecture Architecture)> architectures, RunOptions run,
        WorkerPlan plan, IReadOnlyList<ScoreRow>? unread = null, Shard? shard = null)
    {
        var watch = Stopwatch.StartNew();
        var (rows, first, planned) = shard is null ? Whole(memo, architectures) : ShardedRows.Of(memo, architectures, shard);
        var context = new ScoringContext(plan.Threads, run.CancellationToken);
        var (done, resumed) = (0, memo.Resumed);
        var gate = new object();
        using var progress = new JournalProgress(memo, planned);
        if (memo.IsRemote)
        {
            memo.ScoreRemotely([.. first.Select(row => row.Architecture)], plan.Threads, Tell, run);
        }
        else
        {
            Workers.ForEach(first, plan.Workers, "scoring", architecture =>
            {
                run.ThrowIfStopped();
                Score(architecture);
                Tell();
            });
        }

        progress.Finish();
        var scored = rows.Select(Score).ToList();
        var timed = first.Select(Score).ToList();
        scored.AddRange(unread ?? []);
        return new(scored, timed, memo.Scorer.Columns, watch.Elapsed.TotalSeconds, memo.Resumed - resumed)
        {
            Workers = plan.Workers,
            PeakBytes = plan.PeakBytes,
        };

        void Tell()
        {
            lock (gate)
            {
                done++;
                progress.Report(done, memo.Resumed - resumed);
                run.Progress?.Report(RunProgress.After(watch.Elapsed, done, first.Count, memo.Resumed - resumed));
            }
        }

        ScoreRow Score((string Text, Architecture Architecture) row) => memo.Score(row.Text, row.Architecture, context);
    }

    private static ShardedRows Whole(ScoreMemo memo, IReadOnlyList<(string Text, Architecture Architecture)> architectures)
    {
        var first = architectures.DistinctBy(a => memo.KeyOf(a.Architecture)).ToList();
        return new(architectures, first, JournalPlan.Whole(first.Count));
    }
}
