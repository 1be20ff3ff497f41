using NasPipelines.Benchmarks;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks;

public sealed class NasBench101TableTests
{
    [Test]
    public void Load_WholeBenchmark_HasEveryArchitectureAndThePublishedBest()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb101/nb101_test_acc.csv.gz"));
        var accuracy = table.Values("test_accuracy").ToArray();
        var best = accuracy.Max();

        Assert.That((table.Space.Name, table.Count), Is.EqualTo(("nasbench101", 423_624)));
        Assert.That(table.Columns, Is.EqualTo(new[] { "test_k", "test_accuracy" }));
        Assert.That(table.Provenance.Description, Does.Contain("test images"));
        Assert.That(best, Is.EqualTo(94.32).Within(0.005));
        Assert.That(table.Values("test_k")[Array.IndexOf(accuracy, best)], Is.EqualTo(Math.Round(best * 299.52)));
        Assert.That(table.Architectures.Take(3), Is.EqualTo(new[] { "2/1/", "3/5/0", "3/5/1" }));
        Assert.That(table.Architectures.Distinct().Count(), Is.EqualTo(423_624));
    }

    // 0010bb36db61880fdb58f46efd6572ea has the mean test accuracy 26765/29952 and this row in the table of hashes.
    [Test]
    public void Load_ValidationCountsByHash_AreAccuraciesInPerCent()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb101/nb101_val_20k.csv.gz"));

        Assert.That(table.Count, Is.EqualTo(20_001));
        Assert.That(
            table.Columns.Skip(7),
            Is.EqualTo(new[] { "val_accuracy_ep4", "val_accuracy_ep12", "val_accuracy_ep36", "val_accuracy_ep108", "test_accuracy" }));
        Assert.That(table.Columns, Does.Contain("params").And.Not.Contain("hash").And.Not.Contain("ops"));
        Assert.That(table.Values("val_accuracy_ep108")[0], Is.EqualTo(100.0 * 9290 / 9984).Within(1e-12));
        Assert.That(table.Values("test_accuracy")[0], Is.EqualTo(100.0 * 27574 / 29952).Within(1e-12));
    }

    [Test]
    public void Load_NamedColumns_AreTheFilesOrDerivedOnes()
    {
        using var folder = new TableFolder();
        var file = folder.Write("own.csv", "ops,edge_bits,vertices,test_k,note", ",1,2,14976,a", "0,7,3,29952,b");
        var table = BenchmarkTables.Read(file, new() { ValueColumns = ["test_accuracy"] });

        Assert.That(table.Columns, Is.EqualTo(new[] { "test_accuracy" }));
        Assert.That(table.Values("test_accuracy").ToArray(), Is.EqualTo(new[] { 50.0, 100.0 }));
        Assert.That(table.Architectures, Is.EqualTo(new[] { "2/1/", "3/7/0" }));
    }

    [Test]
    public void Load_OwnColumnOfThatName_IsKept()
    {
        using var folder = new TableFolder();
        var file = folder.Write("own.csv", "vertices,edge_bits,ops,test_k,test_accuracy", "3,7,0,29952,12.5");

        Assert.That(BenchmarkTables.Read(file).Values("test_accuracy").ToArray(), Is.EqualTo(new[] { 12.5 }));
    }

    [Test]
    public void Load_BadCell_NamesTheThreeColumns()
    {
        using var folder = new TableFolder();
        var file = folder.Write("own.csv", "vertices,edge_bits,ops,acc", "3,7,0,1", "3,1,0,2");

        Assert.That(
            () => BenchmarkTables.Read(file),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 3, column vertices + edge_bits + ops: The cell has no path"));
    }
}
