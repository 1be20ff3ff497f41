using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cluster.Tests.Silos;

/// <summary>Stages whose options name a cluster.</summary>
[Parallelizable]
public sealed class RemoteStageTests
{
    private static readonly string[] Proxies = ["params", "synflow", "relu_logdet", "snip"];

    [Test]
    [CancelAfter(120_000)]
    public async Task Stages_OnThreeSilos_GiveTheSameBitsAsOneProcess(CancellationToken timeout)
    {
        _ = timeout;
        await using var silos = await SilosOfTest.Start(3);
        using var folder = new TemporaryFolder();
        using var cluster = silos.Connect();
        var space = SearchSpaces.NasBench201;
        var supernet = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), space);
        var ml = new MLContext();
        var view = TinyNetworks.View(ml, space, 30, repeat: 2);
        string[] columns = [.. Proxies, "ScoreStatus"];

        using var local = ZeroShot(ml, null, null).Fit(view);
        using var remote = ZeroShot(ml, cluster, null).Fit(view);
        using var localOneShot = ScoringEstimator.OneShot(ml, "accuracy", supernet, OneShot(null)).Fit(view);
        using var remoteOneShot = ScoringEstimator.OneShot(ml, "accuracy", supernet, OneShot(cluster)).Fit(view);

        using (Assert.EnterMultipleScope())
        {
            foreach (var column in Proxies)
            {
                Assert.That(Bits(remote.Transform(view), column), Is.EqualTo(Bits(local.Transform(view), column)), column);
            }

            Assert.That(
                Bits(remoteOneShot.Transform(view), "accuracy"), Is.EqualTo(Bits(localOneShot.Transform(view), "accuracy")));
            Assert.That(remote.Evaluations, Is.EqualTo(local.Evaluations));
        }
    }

    // The journal is where results are kept: what it has is not sent again, and what comes is in it.
    [Test]
    [CancelAfter(120_000)]
    public async Task ScoreAll_WithAJournal_KeepsWhatTheClusterScoresAndSendsTheRestOnly(CancellationToken timeout)
    {
        _ = timeout;
        await using var silos = await SilosOfTest.Start(1);
        using var folder = new TemporaryFolder();
        using var cluster = silos.Connect();
        var ml = new MLContext();
        var (few, all) = (TinyNetworks.View(ml, SearchSpaces.NasBench201, 5), TinyNetworks.View(ml, SearchSpaces.NasBench201, 12));
        using var journal = ScoreJournal.Open(folder.File("a.journal"));

        using var first = ZeroShot(ml, cluster, journal).Fit(few);
        var begun = first.ScoreAll(few);
        using var second = ZeroShot(ml, cluster, journal).Fit(all);
        var gone = second.ScoreAll(all);
        using var offline = ZeroShot(ml, null, journal).Fit(all);
        var read = offline.ScoreAll(all);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(begun.Resumed, Is.Zero);
            Assert.That(gone.Resumed, Is.EqualTo(begun.Distinct));
            Assert.That(read.Resumed, Is.EqualTo(read.Distinct));
            Assert.That(offline.Evaluations, Is.Zero);
        }
    }

    private static ScoringEstimator ZeroShot(MLContext ml, ScoringCluster? cluster, ScoreJournal? journal)
    {
        var tiny = TinyNetworks.Options(SearchSpaces.NasBench201);
        return ScoringEstimator.ZeroShot(ml, [.. Proxies.Select(ZeroShotProxies.Get)], new()
        {
            SearchSpace = tiny.SearchSpace,
            Images = tiny.Images,
            BatchSize = tiny.BatchSize,
            Threads = 1,
            Network = tiny.Network,
            Cluster = cluster,
            Journal = journal,
        });
    }

    private static OneShot.OneShotOptions OneShot(ScoringCluster? cluster) => new()
    {
        Images = TinyNetworks.Images,
        BatchSize = 8,
        Threads = 1,
        Cluster = cluster,
    };

    private static long[] Bits(IDataView view, string column) =>
        [.. view.GetColumn<double>(column).Select(BitConverter.DoubleToInt64Bits)];
}
