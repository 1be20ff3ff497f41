using Microsoft.ML;
using NasPipelines.Scoring.Journals;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>Tables, their provenance and scores do not depend on the culture of the process.</summary>
internal sealed class CultureTests
{
    private const string Text = "arch\ttruth\tscore\n333333\t93.25\t-1.5e-7\nssssss\t-2.5\tNaN\n3sss3s\t1\t1234567.875\n";

    [TestCase("t.tsv")]
    [TestCase("t.parquet")]
    public void Save_InEachCulture_GivesTheSameBytes(string name)
    {
        var written = Cultures.InEach(() => InFolder(folder =>
        {
            File.WriteAllText(folder.File("in.tsv"), Text);
            var data = new MLContext().Nas().Data;
            var view = data.LoadBenchmark(folder.File("in.tsv"), "nasbench201");
            (name.EndsWith(".tsv", StringComparison.Ordinal)
                ? (Action<IDataView, string, NasPipelines.Scoring.RunOptions?>)data.SaveAsTsv
                : data.SaveAsParquet)(view, folder.File(name), null);
            return Convert.ToHexString(File.ReadAllBytes(folder.File(name))) + File.ReadAllText(folder.File(name) + ".provenance.json");
        }));
        Assert.That(written.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Score_InEachCulture_GivesTheSameTableAndProvenance()
    {
        var written = Cultures.InEach(() => InFolder(folder =>
        {
            var nas = new MLContext().Nas();
            using var stage = nas.Transforms.ZeroShot(["params", "synflow"], new() { Network = new() { Channels = 4, CellsPerStage = 1 } })
                .Fit(nas.Data.Sample("nasbench201", 3, -1));
            nas.Data.SaveAsTsv(stage.Transform(nas.Data.Sample("nasbench201", 3, -1)), folder.File("t.tsv"));
            return File.ReadAllText(folder.File("t.tsv")) + File.ReadAllText(folder.File("t.tsv.provenance.json"));
        }));
        Assert.That(written.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Journal_OfOneCulture_ServesEveryOther()
    {
        using var folder = new TemporaryFolder();
        var evaluated = Cultures.InEach(() =>
        {
            using var journal = ScoreJournal.Open(folder.File("j.journal"));
            var nas = new MLContext().Nas();
            var view = nas.Data.Sample("nasbench201", 3, 1);
            using var stage = nas.Transforms
                .ZeroShot(["synflow"], new() { Network = new() { Channels = 4, CellsPerStage = 1 }, Journal = journal }).Fit(view);
            stage.ScoreAll(view);
            return stage.Evaluations;
        });
        Assert.That(evaluated.Skip(1), Is.All.Zero);
    }

    private static T InFolder<T>(Func<TemporaryFolder, T> function)
    {
        using var folder = new TemporaryFolder();
        return function(folder);
    }
}
