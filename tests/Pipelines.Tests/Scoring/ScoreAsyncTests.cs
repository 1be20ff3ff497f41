using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>Scores for many callers, who wait in a bounded queue.</summary>
public sealed class ScoreAsyncTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Test]
    public async Task ScoreAsync_ManyCallers_HaveTheScoresOfTheViewAndEachIsComputedOnce()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 12);
        string[] texts = [.. view.GetColumn<string>("Architecture")];
        using var expected = Stage().Fit(view);
        using var stage = Stage().Fit(view);

        var found = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => stage.ScoreAsync(texts[i % texts.Length])));

        double[] synflow = [.. expected.Transform(view).GetColumn<double>("synflow")];
        double[] plain = [.. expected.Transform(view).GetColumn<double>("plain")];
        Assert.That(found.Select(f => f["synflow"].Value), Is.EqualTo(Enumerable.Range(0, 120).Select(i => synflow[i % 12])));
        Assert.That(found.Select(f => f["plain"].Value), Is.EqualTo(Enumerable.Range(0, 120).Select(i => plain[i % 12])), "oriented");
        Assert.That(stage.Evaluations, Is.EqualTo(expected.Evaluations));
    }

    [Test]
    public async Task ScoreAsync_WhenTheQueueIsFull_TurnsTheNextAwayAtOnce()
    {
        using var go = new ManualResetEventSlim();
        using var stage = _ml.Nas().Transforms.Score(new Slow(go), new() { QueueLength = 3, Threads = Environment.ProcessorCount })
            .Fit(View());
        string[] texts = [.. SearchSpaces.NasBench201.Sample(8, 1).Select(a => a.Text)];
        var running = stage.ScoreAsync(texts[0]);
        Assert.That(() => stage.Evaluations, Is.EqualTo(1).After(5000, 10));
        Task[] waiting = [.. texts[1..4].Select(t => stage.ScoreAsync(t))];

        Assert.That(async () => await stage.ScoreAsync(texts[4]), Throws.TypeOf<ScoringQueueFullException>().With.Message.Contains("3"));
        go.Set();
        await Task.WhenAll([running, .. waiting]);
        Assert.That((await stage.ScoreAsync(texts[4]))["slow"].Value, Is.EqualTo(1));
    }

    [Test]
    public async Task ScoreAsync_Cancelled_LeavesTheQueueAndIsNotScored()
    {
        using var go = new ManualResetEventSlim();
        using var stage = _ml.Nas().Transforms.Score(new Slow(go), new() { Threads = Environment.ProcessorCount }).Fit(View());
        using var cancel = new CancellationTokenSource();
        string[] texts = [.. SearchSpaces.NasBench201.Sample(3, 1).Select(a => a.Text)];
        var running = stage.ScoreAsync(texts[0]);
        Assert.That(() => stage.Evaluations, Is.EqualTo(1).After(5000, 10));
        var left = stage.ScoreAsync(texts[1], cancel.Token);
        var stays = stage.ScoreAsync(texts[2]);

        await cancel.CancelAsync();

        Assert.That(async () => await left, Throws.InstanceOf<OperationCanceledException>());
        go.Set();
        await Task.WhenAll(running, stays);
        Assert.That(stage.Evaluations, Is.EqualTo(2));
    }

    [Test]
    public void ScoreAsync_OfWhatIsNoArchitecture_FailsOrIsMissingByPolicy()
    {
        using var failing = Stage().Fit(View());
        using var missing = Stage(BadRows.Missing).Fit(View());

        Assert.That(async () => await failing.ScoreAsync("garbage"), Throws.InstanceOf<FormatException>());
        Assert.That(async () => (await missing.ScoreAsync("garbage"))["synflow"].Reason, Is.Not.Empty);
        Assert.That(async () => await missing.ScoreAsync(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void ScoreAsync_WhenTheStageIsDisposed_TellsThoseWhoWait()
    {
        using var go = new ManualResetEventSlim();
        var stage = _ml.Nas().Transforms.Score(new Slow(go), new() { Threads = Environment.ProcessorCount }).Fit(View());
        string[] texts = [.. SearchSpaces.NasBench201.Sample(3, 1).Select(a => a.Text)];
        var running = stage.ScoreAsync(texts[0]);
        Assert.That(() => stage.Evaluations, Is.EqualTo(1).After(5000, 10));
        var waiting = stage.ScoreAsync(texts[1]);

        stage.Dispose();
        go.Set();

        Assert.That(async () => (await running)["slow"].Value, Is.EqualTo(1), "what was at work is done");
        Assert.That(async () => await waiting, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await stage.ScoreAsync(texts[2]), Throws.InstanceOf<ObjectDisposedException>());
    }

    // Never "Tensor invalid": what is read is right, or refused because the stage is gone.
    [TestCase(1)]
    [TestCase(4)]
    public void Dispose_WhileOthersRead_WaitsOrRefuses(int readers)
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 40);
        using var whole = Stage().Fit(view);
        double[] expected = [.. whole.Transform(view).GetColumn<double>("synflow")];
        for (var round = 0; round < 5; round++)
        {
            var stage = Stage().Fit(view);
            var scored = stage.Transform(view);
            var read = new List<double>[readers];
            var reading = Task.Run(() => Parallel.For(0, readers, new() { MaxDegreeOfParallelism = readers }, i =>
            {
                read[i] = [];
                try
                {
                    foreach (var value in scored.GetColumn<double>("synflow"))
                    {
                        read[i].Add(value);
                    }
                }
                catch (ObjectDisposedException)
                {
                    // As it should be.
                }
            }));
            Assert.That(() => stage.Evaluations, Is.GreaterThan(round).After(10_000, 1));
            stage.Dispose();
            reading.Wait();

            Assert.That(read.Select(r => r.SequenceEqual(expected.Take(r.Count))), Is.All.True);
            Assert.That(() => scored.GetColumn<double>("synflow").ToList(), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(() => stage.ScoreAll(view), Throws.InstanceOf<ObjectDisposedException>());
        }
    }

    private ScoringEstimator Stage(BadRows badRows = BadRows.Fail) => _ml.Nas().Transforms.ZeroShot(
        ["synflow", "plain"], TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.BadRows), badRows)));

    private IDataView View() => TinyNetworks.View(_ml, SearchSpaces.NasBench201, 1);

    private sealed class Slow(ManualResetEventSlim go) : Scorer
    {
        public override SearchSpace Space => SearchSpaces.NasBench201;

        public override IReadOnlyList<ScoreColumn> Columns { get; } = [new("slow")];

        public override string Provenance => "{}";

        public override string IdentityOf(int column) => "slow";

        public override string KeyOf(Architecture architecture) => architecture.Text;

        public override ScoreRow Score(Architecture architecture, ScoringContext context)
        {
            go.Wait();
            return new([1]);
        }
    }
}
