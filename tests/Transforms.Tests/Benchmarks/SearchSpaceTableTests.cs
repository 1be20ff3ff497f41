using NasPipelines.Benchmarks;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks;

public sealed class SearchSpaceTableTests
{
    [Test]
    public void Load_NasBench301_ComposesCellsOfTwoColumns()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb301/nb301_xgb09_10k.csv.gz"));

        Assert.That((table.Space.Name, table.Count), Is.EqualTo(("nasbench301", 10_000)));
        Assert.That(table.Columns, Is.EqualTo(new[] { "pred_val_acc_noisy", "pred_runtime_s", "macs" }));
        Assert.That(
            SearchSpaces.NasBench301.Format(SearchSpaces.NasBench301.Parse(table.Architectures[0]), "tokens"),
            Is.EqualTo("40 51 31 12 40 01 52 04 | 00 31 20 51 20 12 41 13"));
    }

    [Test]
    public void Load_TransNasMacro_HasTheTasksAsColumns()
    {
        var table = BenchmarkTables.Read(TestData.Data("macro/transnas101_macro.csv.gz"));

        Assert.That((table.Space.Name, table.Count, table.Columns.Length), Is.EqualTo(("transnas101-macro", 3255, 14)));
        Assert.That(table.Architectures[0], Is.EqualTo("64-4111-basic"));
        Assert.That(table.Values("class_scene")[0], Is.EqualTo(53.0255));
    }
}
