using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Scoring;

/// <summary>A journal's scores as a table, and journals of such tables.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ScoreTableTests : IDisposable
{
    private static readonly string[] Proxies = ["synflow", "plain", "relu_logdet", "rbflex", "near"];

    private readonly MLContext _ml = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    private NasCatalog Nas => _ml.Nas();

    [Test]
    public void AddScores_OfASavedTable_IsTheJournal()
    {
        var scores = Score("first.journal");
        SaveTable("first.journal");

        using (var second = ScoreJournal.Open(_folder.File("second.journal")))
        using (var first = ScoreJournal.OpenRead(_folder.File("first.journal")))
        {
            Assert.That(Nas.Model.AddScores(second, LoadTable()), Is.EqualTo(first.Count));
            Assert.That(Nas.Model.AddScores(second, LoadTable()), Is.Zero);
            Assert.That(second.Damaged, Is.Zero);
        }

        var again = Score("second.journal");
        Assert.That(again.Evaluations, Is.Zero);
        Assert.That(again.Values, Is.EqualTo(scores.Values));
        Assert.That(again.Status, Is.EqualTo(scores.Status));
        Assert.That(scores.Status, Has.Some.Contains("rbflex"), "a value is missing, so that its reason has to be kept");
    }

    [Test]
    public void Scores_OfAJournal_AreThoseOfTheStageWithTheirSeconds()
    {
        var scores = Score("first.journal");
        SaveTable("first.journal");

        var table = LoadTable();
        var rows = table.GetColumn<string>("Architecture").Select((text, row) => (text, row)).ToDictionary(r => r.text, r => r.row);
        foreach (var (name, values) in Proxies.Zip(scores.Values))
        {
            double[] column = [.. table.GetColumn<double>(name)], seconds = [.. table.GetColumn<double>(name + "_seconds")];
            foreach (var (architecture, value) in scores.Architectures.Zip(values).Where(pair => rows.ContainsKey(pair.First)))
            {
                Assert.That(column[rows[architecture]], Is.EqualTo(value), $"{name} of {architecture}");
            }

            Assert.That(seconds, Is.All.GreaterThan(0));
        }
    }

    [Test]
    public void Verify_OfATable_NeedsTheImagesThatScoresWereComputedOn()
    {
        _ = Score("first.journal");
        SaveTable("first.journal");
        using var journal = ScoreJournal.Open(_folder.File("second.journal"));
        _ = Nas.Model.AddScores(journal, LoadTable());

        var right = Nas.Model.Verify(journal, sample: 1000, images: TinyNetworks.Images);
        var none = Nas.Model.Verify(journal, sample: 1000);
        var wrong = Nas.Model.Verify(journal, sample: 1000, images: TinyNetworks.Images.Take(8, 24));

        Assert.That(right.Differences, Is.Empty);
        Assert.That(right.Skipped, Is.Empty);
        Assert.That(right.Recomputed, Is.EqualTo(journal.Count));
        Assert.That(none.Skipped, Has.Count.EqualTo(4).And.All.Contains("images"), "synflow needs none");
        Assert.That(wrong.Skipped, Has.Count.EqualTo(4).And.All.Contains("not those that the scores were computed on"));
    }

    [Test]
    public void Scores_OfTwoSettingsOfOneName_AreRefusedWithTheDifference()
    {
        _ = Score("first.journal");
        _ = Score("first.journal", seed: 21);
        using var journal = ScoreJournal.OpenRead(_folder.File("first.journal"));

        Assert.That(
            () => Nas.Model.Scores(journal),
            Throws.TypeOf<InvalidDataException>().With.Message.Contain("2 scores named synflow").And.Message.Contain("Seeds"));
    }

    [Test]
    public void AddScores_OfAnotherTable_SaysWhatItLacks()
    {
        using var journal = ScoreJournal.Open(_folder.File("first.journal"));

        Assert.That(
            () => Nas.Model.AddScores(journal, Nas.Data.Sample("nasbench201", 3, 1)),
            Throws.ArgumentException.With.Message.Contain("no column Key"));
        Assert.That(journal.Count, Is.Zero);
    }

    public void Dispose() => _folder.Dispose();

    private (string[] Architectures, double[][] Values, string[] Status, int Evaluations) Score(string file, long seed = 20)
    {
        var space = SearchSpaces.NasBench201;
        IEnumerable<Architecture> architectures = [.. space.Sample(7, 1), space.Parse("333nnn")];
        var view = _ml.Data.LoadFromEnumerable(architectures.Select(a => new ArchitectureRow { Architecture = a.Text }));
        using var journal = ScoreJournal.Open(_folder.File(file));
        using var model = Nas.Transforms.ZeroShot(Proxies, TinyNetworks.Options(space).With(
            (nameof(ZeroShotOptions.Seed), seed), (nameof(ZeroShotOptions.Journal), journal),
            (nameof(ZeroShotOptions.StatusColumnName), "Status"))).Fit(view);
        var scored = model.Transform(view);
        return (
            [.. scored.GetColumn<string>("Architecture")],
            [.. Proxies.Select(name => scored.GetColumn<double>(name).ToArray())],
            [.. scored.GetColumn<string>("Status")], model.Evaluations);
    }

    private void SaveTable(string file)
    {
        using var journal = ScoreJournal.OpenRead(_folder.File(file));
        Nas.Data.SaveAsParquet(Nas.Model.Scores(journal), _folder.File("scores.parquet"));
    }

    private IDataView LoadTable() =>
        Nas.Data.LoadBenchmark(_folder.File("scores.parquet"), options: new() { TextColumns = ["Key", "Reasons"] });
}
