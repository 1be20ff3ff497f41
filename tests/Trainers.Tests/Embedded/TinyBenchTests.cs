using NasPipelines.Benchmarks;
using NasPipelines.OneShot;
using NasPipelines.TestKit;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Trainers.Tests.Embedded;

public sealed class TinyBenchTests
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly (string Table, string Supernet) Files = TinyBench.Extract(Folder.File("tinybench"));
    private static readonly BenchmarkTable Table = BenchmarkTables.Read(Files.Table);

    [OneTimeTearDown]
    public void DeleteFiles() => Folder.Dispose();

    // What a benchmark needs to tell estimators apart: different functions, accuracies far apart, and a truth that other seeds confirm.
    [Test]
    public void Table_Accuracies_SpreadAndAreConfirmedByTheOtherSeed()
    {
        double[] sorted = [.. Table.Values("accuracy").ToArray().Order()];
        var (first, second) = (Table.Values("accuracy_1").ToArray(), Table.Values("accuracy_2").ToArray());

        Assert.Multiple(() =>
        {
            Assert.That(Table.Architectures.Select(a => Table.Space.Parse(a).Canonical), Is.Unique);
            Assert.That(Table.Count, Is.AtLeast(400));
            Assert.That(sorted[^1], Is.InRange(0.70, 0.95));
            Assert.That(sorted[Table.Count * 95 / 100] - sorted[Table.Count * 5 / 100], Is.AtLeast(0.12));
            Assert.That(TauByAllPairs(first, second), Is.AtLeast(0.75));
        });
    }

    // Rounding differs between processors, and training amplifies it: the accuracy is the same up to the noise of a training.
    [Test]
    public void Table_ArchitectureTrainedAgain_HasItsAccuracy()
    {
        var row = Enumerable.Range(0, Table.Count).Where(i => Table.Values("accuracy")[i] > 0.5).MinBy(i => Table.Values("flops")[i]);
        var trainer = new StandaloneTrainer(TinyBench.Train, TinyBench.Test, TinyBench.Recipe);
        var trained = trainer.TrainRecorded(Table.Space.Parse(Table.Architectures[row]), seed: 1);

        Assert.That(trained.Test.Accuracy, Is.EqualTo(Table.Values("accuracy_1")[row]).Within(0.05));
    }

    [Test]
    public void Table_Costs_AreThoseOfTheTrainedNetworks() => Assert.Multiple(() =>
    {
        for (var row = 0; row < Table.Count; row += 25)
        {
            var cost = Table.Space.Cost(Table.Space.Parse(Table.Architectures[row]), new(TinyBench.Recipe.Network));
            Assert.That(
                (Table.Values("params")[row], Table.Values("flops")[row]), Is.EqualTo(((double)cost.Parameters, (double)cost.Macs)));
        }
    });

    [Test]
    public void Supernet_IsOfTheSameNetworkAndImages()
    {
        var supernet = SupernetModel.Load(Files.Supernet);

        Assert.Multiple(() =>
        {
            Assert.That(supernet.Space.Name, Is.EqualTo(Table.Space.Name));
            Assert.That(
                (supernet.Network.Channels, supernet.Network.CellsPerStage, supernet.Network.ImageSize),
                Is.EqualTo(
                    (TinyBench.Recipe.Network.Channels, TinyBench.Recipe.Network.CellsPerStage, TinyBench.Recipe.Network.ImageSize)));
        });
    }

    private static double TauByAllPairs(double[] x, double[] y)
    {
        var (order, tiedX, tiedY, pairs) = (0, 0, 0, x.Length * (x.Length - 1) / 2);
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                order += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                tiedX += x[i] == x[j] ? 1 : 0;
                tiedY += y[i] == y[j] ? 1 : 0;
            }
        }

        return order / Math.Sqrt((double)(pairs - tiedX) * (pairs - tiedY));
    }
}
