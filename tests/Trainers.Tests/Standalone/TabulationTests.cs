using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Trainers.Tests.Standalone;

public sealed class TabulationTests
{
    private static readonly StandaloneTrainer Trainer = new(
        Small.Images(32), Small.Images(16, seed: 2), new StandaloneOptions(Small.Alone) { Epochs = 1 });
    private static readonly IReadOnlyList<Architecture> Architectures = Tabulation.Draw(SearchSpaces.NasBench201, 3, seed: 4);

    [Test]
    public void Draw_WholeSpace_TakesEachFunctionOnce()
    {
        var drawn = Tabulation.Draw(SearchSpaces.NasBench201, 300, seed: 1);

        Assert.That(drawn.Select(a => a.Canonical), Is.Unique);
        Assert.That(Tabulation.Draw(SearchSpaces.NasBench201, 200, seed: 1), Is.EqualTo(drawn.Take(200)));
    }

    // Of the 5,044 functions one has six 3×3 convolutions: drawn evenly over cost it is among the first, drawn at random hardly ever.
    [Test]
    public void DrawBalanced_WholeSpace_TakesCheapAndDearFunctionsAlike()
    {
        var drawn = Tabulation.DrawBalanced(SearchSpaces.NasBench201, 100, seed: 1);

        Assert.That(drawn.Select(a => a.Canonical), Is.Unique);
        Assert.That(drawn, Does.Contain(SearchSpaces.NasBench201.Parse("333333")));
        Assert.That(drawn.Count(a => SearchSpaces.NasBench201.Cost(a).Macs < 3e7), Is.InRange(25, 50));
        Assert.That(drawn.Count(a => SearchSpaces.NasBench201.Cost(a).Macs > 1.4e8), Is.InRange(10, 30));
    }

    [Test]
    public void Run_StoppedAndContinued_TrainsOnlyWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        using var journal = ScoreJournal.Open(folder.File("journal"));
        using var cancel = new CancellationTokenSource();
        var rows = Tabulation.Run(Trainer, Architectures);
        var (stopping, trained) = (new List<RunProgress>(), new List<RunProgress>());
        Assert.That(
            () => Tabulation.Run(Trainer, Architectures, journal, run: new()
            {
                Workers = 1,
                Threads = 1,
                Progress = new Recorder(stopping, p => { if (p.Done == 2) { cancel.Cancel(); } }),
                CancellationToken = cancel.Token,
            }),
            Throws.InstanceOf<OperationCanceledException>());

        var again = Tabulation.Run(
            Trainer, Architectures, journal, run: new() { Workers = 2, Threads = 1, Progress = new Recorder(trained) });

        Assert.Multiple(() =>
        {
            Assert.That(stopping, Has.Count.EqualTo(2));
            Assert.That(trained[^1].Done, Is.EqualTo(6));
            Assert.That(again.Select(Measured), Is.EqualTo(rows.Select(Measured)));
            Assert.That(
                rows.Select(r => (r.Architecture, r.Seed)),
                Is.EqualTo(Architectures.SelectMany(a => new[] { (a.Text, 1L), (a.Text, 2L) })));
            Assert.That(journal.Count, Is.EqualTo(6 * TrainingScorer.Names.Count), "two of them before the stop, each once");
        });
    }

    [Test]
    public void Run_AnotherRecipe_TakesNoResultOfTheFirst()
    {
        using var folder = new TemporaryFolder();
        using var journal = ScoreJournal.Open(folder.File("journal"));
        var first = Tabulation.Run(Trainer, [Architectures[0]], journal, [1]);
        var other = new StandaloneTrainer(Small.Images(32), Small.Images(16, seed: 2), new StandaloneOptions(Small.Alone) { Epochs = 2 });

        var second = Tabulation.Run(other, [Architectures[0]], journal, [1]);

        Assert.That(second.Select(Measured), Is.Not.EqualTo(first.Select(Measured)));
        Assert.That(second.Select(Measured), Is.EqualTo(Tabulation.Run(other, [Architectures[0]], null, [1]).Select(Measured)));
    }

    [Test]
    public void Table_Rows_HasMeanAndEachSeed()
    {
        var (a, b) = (Architectures[0].Text, Architectures[1].Text);
        TabulationRow[] rows =
        [
            new(a, 1, 0.5, 1, 0, 0, 2), new(a, 2, 0.7, 3, 0, 0, 4), new(b, 1, 0.1, 5, 0, 0, 6), new(b, 2, 0.3, 7, 0, 0, 8),
        ];

        var table = Tabulation.Table(SearchSpaces.NasBench201, rows, Trainer);

        Assert.Multiple(() =>
        {
            Assert.That(table.GetColumn<double>("accuracy"), Is.EqualTo(new[] { 0.6, 0.2 }).Within(1e-12));
            Assert.That(table.GetColumn<double>("accuracy_2"), Is.EqualTo(new[] { 0.7, 0.3 }));
            Assert.That(table.GetColumn<double>("loss"), Is.EqualTo(new[] { 2.0, 6.0 }));
            Assert.That(
                table.GetColumn<double>("params"),
                Is.EqualTo(Architectures.Take(2).Select(x => (double)SearchSpaces.NasBench201.BuildNetwork(x, Small.Network).Parameters.Sum(
                    p => p.Shape.Aggregate(1L, (n, d) => n * d)))));
        });
    }

    private static object Measured(TabulationRow row) =>
        (row.Architecture, row.Seed, row.TestAccuracy, row.TestLoss, row.TrainAccuracy, row.TrainLoss);

    private sealed class Recorder(List<RunProgress> trained, Action<RunProgress>? then = null) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            trained.Add(value);
            then?.Invoke(value);
        }
    }
}
