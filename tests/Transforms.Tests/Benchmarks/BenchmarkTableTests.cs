using NasPipelines.Annotations;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;
using NasPipelines.TestKit;
using Parquet;
using Parquet.Schema;

namespace NasPipelines.Tests.Benchmarks;

[TestFixture]
public sealed class BenchmarkTableTests
{
    private const string Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|";
    private TableFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void Load_NasBench201_IsRecognisedAndHasThePublishedBests()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb201/nb201_accuracy.csv.gz"));

        Assert.That((table.Space.Name, table.Count), Is.EqualTo(("nasbench201", 15_625)));
        Assert.That(table.Columns, Does.Contain("c10_test_200").And.Not.Contain("index").And.Not.Contain("ops"));
        Assert.That(Best(table, "c10_test_200"), Is.EqualTo((6111, 94.37)).Within(0.005));
        Assert.That(Best(table, "c100_test_200"), Is.EqualTo((9930, 73.51)).Within(0.005));
        Assert.That(table.Architectures[13714], Is.EqualTo(Cell));
        Assert.That(table.Values("c10_test_200_seed2").ToArray().Count(double.IsNaN), Is.Positive, "blank where fewer seeds were trained");
    }

    [Test]
    public void Load_EveryRowOfNasBench201_IsTheArchitectureOfItsIndex()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb201/nb201_accuracy.csv.gz"));

        Assert.That(table.Architectures, Is.EqualTo(SearchSpaces.NasBench201.Enumerate().Select(architecture => architecture.Text)));
    }

    [Test]
    public void Load_ScoresByIndex_GiveTheArchitecturesOfTheBenchmarksOrder()
    {
        var scores = BenchmarkTables.Read(TestData.Data("nb201/nb201_zc13_c10.csv.gz"));

        Assert.That(scores.Count, Is.EqualTo(9_445));
        Assert.That(scores.Architectures[0], Is.EqualTo(SearchSpaces.NasBench201.Parse("p1s1ss").Text));
        Assert.That(scores.Values("synflow")[1], Is.EqualTo(83.0448));
        Assert.That(scores.Provenance.Description, Does.Contain("by index"));
    }

    [Test]
    public void Load_AnyFormOfTheArchitectureAndEverySeparator_GivesTheSameTable()
    {
        var letters = _folder.Write("a.csv", "arch,acc", "333s13,93.5", "p1s1ss,", "333333,NaN");
        var strings = _folder.WriteGzip("b.tsv.gz", "ARCHITECTURE\tacc", $"{Cell}\t93.5", "0\t", "\"(2, 2, 2, 2, 2, 2)\"\tnan");
        var options = new BenchmarkTableOptions { Space = SearchSpaces.NasBench201 };

        var one = BenchmarkTables.Read(letters, options);
        var two = BenchmarkTables.Read(strings, options);

        Assert.That(one.Architectures, Is.EqualTo(two.Architectures));
        Assert.That(
            one.Values("acc").ToArray(), Is.EqualTo(new[] { 93.5, double.NaN, double.NaN }).And.EqualTo(two.Values("acc").ToArray()));
    }

    [Test]
    public void Load_ColumnsOfText_AreLeftOutAndReported()
    {
        var path = _folder.Write("a.csv", "arch,note,acc,blank,nan", "333s13,,93.5,,NaN", "p1s1ss,bad,1e1,,NaN");

        var table = BenchmarkTables.Read(path, new() { Space = SearchSpaces.NasBench201 });

        Assert.That(table.Columns, Is.EqualTo(new[] { "acc", "nan" }));
        Assert.That(table.Provenance.Warnings().Single(), Does.EndWith("note, blank"));
    }

    [Test]
    public void Load_NamedColumns_AreTakenInThatOrder()
    {
        var path = _folder.Write("a.data", "cell;x;y;z", "333s13;1;2;3");

        var table = BenchmarkTables.Read(
            path, new() { Space = SearchSpaces.NasBench201, ArchitectureColumn = "cell", ValueColumns = ["z", "x"], Separator = ';' });

        Assert.That(table.Columns, Is.EqualTo(new[] { "z", "x" }));
        Assert.That(table.Values("z")[0], Is.EqualTo(3));
    }

    [Test]
    public void Load_BadRowsSkipped_CountsAndExplainsThem()
    {
        var path = _folder.Write("a.csv", "arch,acc", "333s13,93.5", "33?s13,1", "333333,abc", "333333,1,2", "p1s1ss,90");

        var table = BenchmarkTables.Read(path, new() { Space = SearchSpaces.NasBench201, BadRows = BadRowPolicy.Skip });

        Assert.That((table.Count, table.Provenance.SkippedRows), Is.EqualTo((2, 3)));
        Assert.That(
            table.Provenance.SkippedReasons.Select(reason => reason[path.Length..(path.Length + 8)]),
            Is.EqualTo(new[] { ", line 3", ", line 4", ", line 5" }));
        Assert.That(table.Provenance.Warnings().Single(), Does.Contain("3 bad rows left out, 2 kept"));
    }

    [Test]
    public void ToDataView_OfATable_HasTypedColumnsAndAnnotations()
    {
        var ml = new MLContext(1);
        var path = _folder.Write("a.csv", "index,ops,acc", "13714,333s13,93.5", "0,p1s1ss,90.25");
        var table = BenchmarkTables.Read(path);

        var view = table.View();

        Assert.That(
            view.Schema.Select(column => $"{column.Name}:{column.Type}"), Is.EqualTo(new[] { "Architecture:String", "acc:Double" }));
        Assert.That(view.GetColumn<string>("Architecture"), Is.EqualTo(table.Architectures));
        Assert.That(view.GetColumn<double>("acc"), Is.EqualTo(new[] { 93.5, 90.25 }));
        Assert.That(AnnotationText.Of(view.Schema["Architecture"], AnnotationText.SearchSpace), Is.EqualTo("nasbench201"));
        Assert.That(
            AnnotationText.Of(view.Schema["Architecture"], AnnotationText.Provenance),
            Does.Contain("\"rows\":2").And.Contain(table.Provenance.Sha256).And.Contain("a.csv").And.Not.Contain(_folder.Path));
        Assert.That(AnnotationText.Of(view.Schema["acc"], AnnotationText.SearchSpace), Is.Null);
        Assert.That(ml.Data.CreateEnumerable<Row>(view, reuseRowObject: false).Select(row => row.acc), Is.EqualTo(new[] { 93.5, 90.25 }));

        var single = BenchmarkTables.Read(path, new() { SinglePrecision = true }).View();
        Assert.That(single.GetColumn<float>("acc"), Is.EqualTo(new[] { 93.5f, 90.25f }));
    }

    [Test]
    public void ToDataView_Shuffled_HasTheSameRows()
    {
        var ml = new MLContext(1);
        var view = BenchmarkTables.Read(TestData.Data("nb201/nb201_accuracy.csv.gz")).View();

        var shuffled = ml.Data.ShuffleRows(view, seed: 3).GetColumn<double>("c10_test_200").ToArray();

        var plain = view.GetColumn<double>("c10_test_200").ToArray();
        Assert.That(shuffled, Is.Not.EqualTo(plain));
        Assert.That(shuffled.Order(), Is.EqualTo(plain.Order()));
        Assert.That(ml.Data.TakeRows(view, 2).GetColumn<double>("c10_test_200"), Is.EqualTo(plain[..2]));
    }

    [Test]
    public async Task Load_Parquet_ReadsEveryNumericTypeAndNulls()
    {
        var path = Path.Combine(_folder.Path, "a.parquet");
        var fields = new DataField[]
        {
            new("Architecture", typeof(string)), new("d", typeof(double), false), new("n", typeof(double), true),
            new("i", typeof(int), false), new("t", typeof(string)),
        };
        await using (var stream = File.Create(path))
        {
            await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
            foreach (var part in new[] { 0, 1 })
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(fields[0], new[] { "333s13", "p1s1ss" });
                await group.WriteAsync<double>(fields[1], new[] { 1.5 + part, 2.5 + part });
                await group.WriteAsync<double>(fields[2], new double?[] { null, 7 });
                await group.WriteAsync<int>(fields[3], new[] { 10 * part, 20 });
                await group.WriteAsync(fields[4], new[] { "x", "y" });
            }
        }

        var table = BenchmarkTables.Read(path, new() { Space = SearchSpaces.NasBench201 });

        Assert.That(table.Columns, Is.EqualTo(new[] { "d", "n", "i" }));
        Assert.That(table.Values("d").ToArray(), Is.EqualTo(new[] { 1.5, 2.5, 2.5, 3.5 }));
        Assert.That(table.Values("n").ToArray(), Is.EqualTo(new[] { double.NaN, 7, double.NaN, 7 }));
        Assert.That(table.Values("i").ToArray(), Is.EqualTo(new[] { 0.0, 20, 10, 20 }));
        Assert.That(table.Architectures[2], Is.EqualTo(Cell));
    }

    private static (int Index, double Value) Best(BenchmarkTable table, string column)
    {
        var values = table.Values(column).ToArray();
        return (Array.IndexOf(values, values.Max()), values.Max());
    }

    private sealed class Row
    {
        public string Architecture { get; set; } = "";

#pragma warning disable IDE1006 // the column's own name
        public double acc { get; set; }
#pragma warning restore IDE1006
    }
}
