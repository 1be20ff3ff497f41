using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Scoring;

public sealed class ScoreMemoTests
{
    private static readonly Architecture[] Architectures = [.. SearchSpaces.NasBench201.Sample(30, 3)];

    [Test]
    public void Score_AskedAgain_IsComputedOncePerFunction()
    {
        var scorer = new CountingScorer();
        using var memo = new ScoreMemo(scorer);

        var first = Architectures.Select(a => Score(memo, a)).ToList();
        var second = Architectures.Select(a => Score(memo, a)).ToList();

        Assert.That(second.Select(r => r.Values), Is.EqualTo(first.Select(r => r.Values)));
        Assert.That(scorer.Calls, Is.EqualTo(Architectures.Select(a => a.Canonical).Distinct().Count()));
        Assert.That(
            Architectures.Zip(first), Has.All.Matches<(Architecture A, ScoreRow Row)>(p => p.Row.Values[2].Value == p.A.Text.Length),
            "of the encoding");
    }

    [Test]
    public void Score_WhileTheFirstAskerIsCancelled_ReachesNobodyElse()
    {
        using var entered = new ManualResetEventSlim();
        using var cancelled = new CancellationTokenSource();
        using var memo = new ScoreMemo(new WaitingScorer(entered));
        var first = Task.Run(() => memo.Score(Architectures[0].Text, Parse, new ScoringContext(1, cancelled.Token)));
        entered.Wait();
        var second = Task.Run(() => Score(memo, Architectures[0]));

        cancelled.Cancel();

        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(second.Result.Values[0].Value, Is.EqualTo(1));
    }

    [Test]
    public void Score_ThatThrows_IsTriedAgain()
    {
        using var memo = new ScoreMemo(new FlakyScorer());

        Assert.That(() => Score(memo, Architectures[0]), Throws.InvalidOperationException);
        Assert.That(Score(memo, Architectures[0]).Values[0].Value, Is.EqualTo(2));
    }

    [Test]
    public void Dispose_WhileScoring_WaitsForTheScoreAndRefusesTheNext()
    {
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var scorer = new WaitingScorer(entered, go);
        var memo = new ScoreMemo(scorer);
        var running = Task.Run(() => Score(memo, Architectures[0]));
        entered.Wait();

        memo.Dispose();
        var disposedEarly = scorer.IsDisposed;
        go.Set();

        Assert.That(running.Result.Values[0].Value, Is.EqualTo(1));
        Assert.That((disposedEarly, scorer.IsDisposed), Is.EqualTo((false, true)));
        Assert.That(() => Score(memo, Architectures[1]), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void Run_WhenOneArchitectureThrows_StopsAtOnce()
    {
        var scorer = new FlakyScorer(delay: TimeSpan.FromMilliseconds(5));
        using var memo = new ScoreMemo(scorer);
        var rows = SearchSpaces.NasBench201.Sample(400, 3).Select(a => (a.Text, a)).ToList();

        Assert.That(() => ScoringRun.Run(memo, rows, new RunOptions(), new(2, 1, 0, 0)), Throws.InvalidOperationException);
        Assert.That(scorer.Calls, Is.LessThan(rows.Count / 4));
    }

    [Test]
    public void Run_WorkersAndProgress_CountEachFunctionOnce()
    {
        var scorer = new CountingScorer();
        using var memo = new ScoreMemo(scorer);
        var reports = new List<RunProgress>();
        var rows = Architectures.Concat(Architectures).Select(a => (a.Text, a)).ToList();

        var summary = ScoringRun.Run(memo, rows, new RunOptions { Progress = new Recorder(reports.Add) }, new(4, 1, 0, 0));

        Assert.That((summary.Rows, summary.Distinct), Is.EqualTo((rows.Count, scorer.Calls)));
        Assert.That(reports.Select(r => r.Done), Is.EqualTo(Enumerable.Range(1, scorer.Calls)));
        Assert.That(summary.Scores.Select(s => s.Name), Is.EqualTo(new[] { "a", "b", "cost" }));
    }

    private static Architecture Parse(string text) => SearchSpaces.NasBench201.Parse(text);

    private static ScoreRow Score(ScoreMemo memo, Architecture architecture) => memo.Score(architecture.Text, Parse, new ScoringContext(1));

    private sealed class Recorder(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }

    /// <summary>One column of a space.</summary>
    private abstract class OneColumn : Scorer
    {
        public override SearchSpace Space => SearchSpaces.NasBench201;

        public override IReadOnlyList<ScoreColumn> Columns { get; } = [new("a")];

        public override string Provenance => "{}";

        public override string IdentityOf(int column) => "one";
    }

    /// <summary>Says that it was entered, and goes on when it may, or when it is cancelled.</summary>
    private sealed class WaitingScorer(ManualResetEventSlim entered, ManualResetEventSlim? go = null) : OneColumn
    {
        public bool IsDisposed { get; private set; }

        public override ScoreRow Score(Architecture architecture, ScoringContext context)
        {
            entered.Set();
            if (go is not null)
            {
                go.Wait();
            }
            else if (context.CancellationToken.CanBeCanceled)
            {
                context.CancellationToken.WaitHandle.WaitOne();
                context.CancellationToken.ThrowIfCancellationRequested();
            }

            return new([1]);
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Throws the first time.</summary>
    private sealed class FlakyScorer(TimeSpan delay = default) : OneColumn
    {
        private int _calls;

        public int Calls => _calls;

        public override ScoreRow Score(Architecture architecture, ScoringContext context)
        {
            var call = Interlocked.Increment(ref _calls);
            if (call > 1)
            {
                Thread.Sleep(delay);
            }

            return call == 1 ? throw new InvalidOperationException("a bug") : new([call]);
        }
    }
}
