using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>A view without rows is a view like any other, and what needs rows says so.</summary>
internal sealed class EmptyViewTests
{
    private static readonly NasCatalog Nas = new MLContext().Nas();

    private static readonly IDataView Some = Table("arch\ttruth\tscore\n333333\t3\t1\nssssss\t2\t2\n3sss3s\t1\t3\n");

    private static readonly IDataView Empty = Nas.Data.AggregateByClass(Nas.Data.SampleRows(Some, 0, 1));

    [Test]
    public void AggregateByClass_NoRows_HasNone()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Empty.GetRowCount(), Is.Zero);
            Assert.That(Empty.GetColumn<string>("Architecture"), Is.Empty);
            Assert.That(Empty.GetColumn<double>("truth"), Is.Empty);
            Assert.That(Empty.Schema.Select(c => c.Name), Is.SupersetOf(new[] { "Architecture", "ClassSize", "truth", "score" }));
        }
    }

    [Test]
    public void Cursor_NoRows_EndsAtOnceAndStaysAtItsEnd([Values] bool shuffled)
    {
        using var cursor = Empty.GetRowCursor(Empty.Schema, shuffled ? new Random(1) : null);
        Assert.That((cursor.MoveNext(), cursor.MoveNext()), Is.EqualTo((false, false)));
    }

    [Test]
    public void SampleRows_OfNoRows_IsEmptyOrRefused()
    {
        Assert.That(Nas.Data.SampleRows(Empty, 0, 1).GetColumn<string>("Architecture"), Is.Empty);
        Assert.That(() => Nas.Data.SampleRows(Empty, 1, 1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("0 to 0"));
    }

    [Test]
    public void Encode_NoRows_AddsNoColumn()
    {
        var view = Nas.Data.Encode(Empty, out var names);
        Assert.That((names.Count, view.GetRowCount()), Is.EqualTo((0, 0L)));
    }

    [Test]
    public void Join_NoRows_IsRefused()
    {
        var without = Nas.Data.AggregateByClass(Nas.Data.SampleRows(Table("arch\tother\n333333\t3\n"), 0, 1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => Nas.Data.Join(Empty, Some, new() { Columns = [] }),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("no rows"));
            Assert.That(
                () => Nas.Data.Join(Some, without, new() { Columns = ["other"] }),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("3 of 3 rows"));
        }
    }

    [TestCase("a.tsv")]
    [TestCase("a.tsv.gz")]
    [TestCase("a.parquet")]
    [TestCase("a.idv")]
    public void Save_NoRows_WritesAFileThatSaysSo(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(name);
        Action<IDataView, string> save = Path.GetExtension(name) switch
        {
            ".parquet" => (data, path) => Nas.Data.SaveAsParquet(data, path),
            ".idv" => (data, path) => Nas.Data.SaveAsBinary(data, path),
            _ => (data, path) => Nas.Data.SaveAsTsv(data, path),
        };

        save(Empty, path);

        Assert.That(File.ReadAllText(path + ".provenance.json"), Does.Contain("\"rows\": 0"));
        if (name.EndsWith(".idv", StringComparison.Ordinal))
        {
            Assert.That(new MLContext().Data.LoadFromBinary(path).GetColumn<double>("truth"), Is.Empty);
        }
        else
        {
            Assert.That(
                () => Nas.Data.LoadBenchmark(path, "nasbench201"), Throws.TypeOf<InvalidDataException>().With.Message.Contains("no rows"));
        }
    }

    [Test]
    public void Evaluate_NoRows_IsRefused() => Assert.That(
        () => Nas.Evaluate(Empty, "truth", "score"),
        Throws.InstanceOf<ArgumentException>().Or.InstanceOf<InvalidDataException>().With.Message.Not.Contains("Index"));

    private static IDataView Table(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t.tsv"), text);
        return Nas.Data.LoadBenchmark(folder.File("t.tsv"), "nasbench201");
    }
}
