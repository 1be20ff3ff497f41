using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

[TestFixture]
public sealed class LoadBenchmarkTests
{
    [Test]
    public void LoadBenchmark_NasBench201WithOrWithoutItsName_IsTheSameView()
    {
        var nas = new MLContext(1).Nas();
        var path = TestData.Data("nb201/nb201_accuracy.csv.gz");

        var named = nas.Data.LoadBenchmark(path, space: "nasbench201");
        var recognised = nas.Data.LoadBenchmark(path);

        Assert.That(named.GetRowCount(), Is.EqualTo(15_625));
        Assert.That(named.Schema.Select(column => column.Name), Is.EqualTo(recognised.Schema.Select(column => column.Name)));
        Assert.That(named.Schema[0].Name, Is.EqualTo("Architecture"));
        Assert.That(named.GetColumn<string>("Architecture"), Is.EqualTo(recognised.GetColumn<string>("Architecture")));
        Assert.That(named.GetColumn<double>("c10_test_200").Max(), Is.EqualTo(94.37).Within(0.005));
    }

    [Test]
    public void LoadBenchmark_RowsSkipped_WarnsInTheLog()
    {
        var ml = new MLContext(1);
        var warnings = new List<string>();
        ml.Log += (_, entry) =>
        {
            if (entry.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(entry.RawMessage);
            }
        };
        var path = Path.GetTempFileName() + ".csv";
        try
        {
            File.WriteAllText(path, "arch,acc,note\n333s13,1,x\n333s1?,2,y\n");

            var view = ml.Nas().Data.LoadBenchmark(path, "nasbench201", new() { BadRows = BadRowPolicy.Skip });

            Assert.That(view.GetRowCount(), Is.EqualTo(1));
            Assert.That(warnings, Has.Count.EqualTo(2));
            Assert.That(warnings[0], Does.Contain("1 bad rows left out").And.Contain("line 3"));
            Assert.That(warnings[1], Does.Contain("note"));
        }
        finally
        {
            File.Delete(path);
            File.Delete(path[..^4]);
        }
    }

    [Test]
    public void LoadBenchmark_UnknownSpace_ListsTheKnownOnes() =>
        Assert.That(
            () => new MLContext(1).Nas().Data.LoadBenchmark("x.csv", "nasbench9"),
            Throws.ArgumentException.With.Message.Contains("nasbench9").And.Message.Contains("nasbench201"));

    [Test]
    public void Enumerate_NasBench201_IsTheWholeSpaceInItsOrder()
    {
        var view = new MLContext(1).Nas().Data.Enumerate("nasbench201");

        Assert.That(view.GetColumn<string>("Architecture"), Is.EqualTo(SearchSpaces.NasBench201.Enumerate().Select(a => a.Text)));
        Assert.That(view.GetRowCount(), Is.EqualTo(15_625));
    }

    [Test]
    public void Sample_SameSeed_GivesTheSameArchitectures()
    {
        var nas = new MLContext(1).Nas();

        var view = nas.Data.Sample("nasbench201", 50, seed: 3);

        Assert.That(view.GetColumn<string>("Architecture"), Is.Unique);
        Assert.That(view.GetRowCount(), Is.EqualTo(50));
        Assert.That(
            nas.Data.Sample("nasbench201", 50, 3).GetColumn<string>("Architecture"), Is.EqualTo(view.GetColumn<string>("Architecture")));
        Assert.That(
            nas.Data.Sample("nasbench201", 50, 4).GetColumn<string>("Architecture"),
            Is.Not.EqualTo(view.GetColumn<string>("Architecture")));
        Assert.That(() => nas.Data.Sample("nasbench201", 0, 3), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => nas.Data.Sample("nasbench201", 15_626, 3), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
