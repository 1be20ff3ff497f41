using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cluster.Tests.Silos;

/// <summary>Silos that would compute other scores.</summary>
[Parallelizable]
public sealed class RefusalTests
{
    private readonly MLContext _ml = new();

    [Test]
    [CancelAfter(90_000)]
    public async Task Run_ASiloOfAnotherVersion_IsRefusedThereWithTheReason(CancellationToken timeout)
    {
        _ = timeout;
        await using var silos = await SilosOfTest.Start(0);
        await silos.Add(new() { Name = "old", Workers = 1, PagePort = null, Version = "0.0.1" });
        using var cluster = silos.Connect();
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 6);
        using var alone = Stage(cluster, TinyNetworks.Images).Fit(view);

        Assert.That(
            () => alone.ScoreAll(view),
            Throws.InstanceOf<IOException>().With.Message.Contains("Every silo refuses the run: old: this silo is of version 0.0.1"));

        await silos.Add(new() { Name = "new", Workers = 1, PagePort = null });
        using var helped = Stage(cluster, TinyNetworks.Images).Fit(view);
        Assert.That(helped.ScoreAll(view).Failed, Is.Zero);
        Assert.That(silos.Log, Does.Contain("refused").And.Contain("old: this silo is of version 0.0.1"));
    }

    // What a silo makes of a stage, it holds against what the stage's client has: other images are other scores.
    [Test]
    public void Difference_OfOtherImages_SaysSo()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);
        var (mine, others) = (new Captured(), new Captured());
        Fit(mine, TinyNetworks.Images);
        Fit(others, TinyNetworks.Images.Take(8, 24));
        using var scorer = RemoteScorer.Load(mine.Work!.Saved);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scorer.DifferenceFrom(mine.Work.Identities), Is.Null);
            Assert.That(scorer.DifferenceFrom(others.Work!.Identities), Does.StartWith("snip: ").And.Contain("mages"));
            Assert.That(scorer.DifferenceFrom([]), Does.Contain("0 are asked for"));
            Assert.That(() => RemoteScorer.Load(mine.Work.Saved[..100]), Throws.InstanceOf<InvalidDataException>());
        }

        void Fit(ScoringCluster cluster, ImageSet images)
        {
            using var stage = Stage(cluster, images).Fit(view);
            Assert.That(() => stage.ScoreAll(view), Throws.InvalidOperationException.With.Message.Contains("without the scores of 3 of 3"));
        }
    }

    // Said when the stage is fitted, before any work: nothing is scored here behind anybody's back.
    [Test]
    public void Fit_OfWhatCannotBeSent_IsRefused()
    {
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 3);

        Assert.That(
            () => ScoringEstimator.Latency(_ml, new() { SearchSpace = SearchSpaces.NasBench201, Cluster = new Captured() }).Fit(view),
            Throws.InstanceOf<NotSupportedException>().With.Message.Contains("cannot be made again"));
    }

    private ScoringEstimator Stage(ScoringCluster cluster, ImageSet images) => ScoringEstimator.ZeroShot(
        _ml,
        [ZeroShotProxies.Get("snip")],
        new()
        {
            SearchSpace = SearchSpaces.NasBench201,
            Images = images,
            BatchSize = 8,
            Threads = 1,
            Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
            Cluster = cluster,
        });

    private sealed class Captured : ScoringCluster
    {
        public ScoringWork? Work { get; private set; }

        public override void Score(ScoringWork work, Action<int, ScoreRow> done, RunOptions run) => Work = work;
    }
}
