using NasPipelines.Benchmarks;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Benchmarks;

/// <summary>Nothing in a table is guessed into another number, architecture or row.</summary>
[TestFixture]
public sealed class TableGuessTests
{
    private const string Cell = "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|";

    private static readonly BenchmarkTableOptions Nb201 = new() { Space = SearchSpaces.NasBench201 };
    private TableFolder _folder = null!;

    private static BenchmarkTableOptions With(string option, object value) => Nb201.With((option, value));

    private static IReadOnlyList<string> Names(params string[] names) => names;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("93,5", "has a decimal comma; set Decimal to ','")]
    [TestCase("8,58633e1", "decimal comma")]
    [TestCase("1,234", "has a decimal comma (1.234) or a separator of thousands (1234)")]
    [TestCase("1,234.5", "separators of thousands")]
    [TestCase("1,234,567", "separators of thousands")]
    [TestCase("-,5", "decimal comma")]
    [TestCase("1 234", "is not a number")]
    [TestCase("1'234", "is not a number")]
    [TestCase("93.5%", "is not a number")]
    [TestCase("0x10", "is not a number")]
    [TestCase("1e", "is not a number")]
    public void Load_NumbersThatMayBeSeveral_AreRefused(string field, string message)
    {
        var path = _folder.Write("a.tsv", "arch\tacc", "333s13\t1", "p1s1ss\t2", $"333333\t{field}");

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 4, column acc").And.Message.Contains(message)
                .And.Message.Contains(field));
    }

    [TestCase("93,5", 93.5)]
    [TestCase("-0,001", -0.001)]
    [TestCase("1,5e3", 1500)]
    [TestCase("12", 12)]
    [TestCase("inf", double.PositiveInfinity)]
    public void Load_DecimalCommas_AreReadWhereTheyAreAskedFor(string field, double value)
    {
        var path = _folder.Write("a.tsv", "arch\tacc", $"333s13\t{field}");

        var table = BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.Decimal), ','));
        Assert.That(table.Values("acc")[0], Is.EqualTo(value));
    }

    [TestCase("93.5")]
    [TestCase("1.234")]
    [TestCase("1.234,5")]
    public void Load_PointsAmongDecimalCommas_AreRefused(string field)
    {
        var path = _folder.Write("a.tsv", "arch\tacc", $"333s13\t{field}");

        Assert.That(
            () => BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.Decimal), (char?)',')),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(field));
    }

    [TestCase("0.1")]
    [TestCase("123456789012345678")]
    [TestCase("9007199254740993")]
    [TestCase("0.30000000000000004")]
    [TestCase("4.9E-324")]
    [TestCase("-.5")]
    [TestCase("5.")]
    [TestCase("1e22")]
    [TestCase("0000.0001250")]
    [TestCase("17976931348623157e292")]
    public void Load_Numbers_AreTheNearestOnes(string field)
    {
        var path = _folder.Write("a.tsv", "arch\tacc", $"333s13\t{field}");

        Assert.That(
            BenchmarkTables.Read(path, Nb201).Values("acc")[0],
            Is.EqualTo(double.Parse(field, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public void Load_RandomNumbers_AreThoseOfTheRuntime()
    {
        var random = new Random(3);
        string[] fields = [.. Enumerable.Range(0, 20_000).Select(_ =>
        {
            var text = random.NextInt64(long.MaxValue >> random.Next(63)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return (random.Next(2) == 0 ? "-" : "") + text.Insert(random.Next(text.Length + 1), random.Next(3) == 0 ? "" : ".");
        }).Where(text => text is not ("." or "-."))];
        var path = _folder.Write("a.tsv", ["x", .. fields]);

        Assert.That(
            BenchmarkTables.Read(path).Values("x").ToArray(),
            Is.EqualTo(fields.Select(field => double.Parse(field, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [TestCase("inf")]
    [TestCase("Infinity")]
    [TestCase("INF")]
    [TestCase("+inf")]
    [TestCase("1e999")]
    [TestCase("∞")]
    public void Load_AnInfinity_IsKeptCountedAndNamedHoweverItIsWritten(string field)
    {
        var path = _folder.Write("a.tsv", "arch\tacc", "333s13\t1", $"p1s1ss\t{field}");

        var table = BenchmarkTables.Read(path, Nb201);

        Assert.That(table.Values("acc")[1], Is.EqualTo(double.PositiveInfinity));
        Assert.That(table.Provenance.Warnings().Single(), Does.Contain("acc has 1 of inf and 0 of -inf").And.Contain("MissingValues"));
        var missing = With(nameof(BenchmarkTableOptions.MissingValues), Names("inf"));
        Assert.That(BenchmarkTables.Read(path, missing).Values("acc")[1], Is.NaN);
    }

    [Test]
    public void Load_MissingWordsThatAreNumbers_AreMissingHoweverTheyAreWritten()
    {
        var path = _folder.Write("a.tsv", "arch\tacc", "333s13\t1", "p1s1ss\t-1e8", "333333\t-100000000.0");

        var table = BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.MissingValues), Names("-1e8")));

        Assert.That(table.Values("acc").ToArray(), Is.EqualTo(new[] { 1, double.NaN, double.NaN }));
    }

    [Test]
    public void Load_NumbersBesideTextsThatAreArchitectures_AreNoIndices()
    {
        var table = BenchmarkTables.Read(
            _folder.Write("a.csv", "index,cell_str,epe_nas,nwot,synflow", $"0,{Cell},1,2,3", "1,333333,1,2,3"), Nb201);

        Assert.That(table.Architectures[0], Is.EqualTo(Cell));
        Assert.That(table.Columns, Does.Contain("index"));
        Assert.That(table.Provenance.Warnings().Single(), Does.Contain("index").And.Contain("cell_str").And.Contain("ArchitectureColumn"));
        Assert.That(
            BenchmarkTables.Read(_folder.Write("b.csv", "arch,other", $"0,{Cell}"), Nb201).Architectures[0], Is.EqualTo(Cell));
        Assert.That(
            BenchmarkTables.Read(_folder.Write("c.csv", "arch,x", "13714,1"), Nb201).Architectures[0], Is.EqualTo(Cell), "an index alone");
    }

    [Test]
    public void Load_SeveralColumnsOfArchitectures_TakesTheOneWithAUsualNameOrAsks()
    {
        var usual = BenchmarkTables.Read(_folder.Write("a.csv", "parent,arch,x", $"333333,{Cell},1"), Nb201);
        Assert.That(usual.Architectures[0], Is.EqualTo(Cell));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("b.csv", "parent,child,x", $"333s13,{Cell},1"), Nb201),
            Throws.ArgumentException.With.Message.Contains("parent, child").And.Message.Contains("ArchitectureColumn"));
    }

    [Test]
    public void Load_Encoding_SaysHowArchitecturesAreWritten()
    {
        var encoding = SearchSpaces.NasBench201.Encodings[^1];
        var text = SearchSpaces.NasBench201.Format(SearchSpaces.NasBench201.Parse(Cell), encoding.Name);
        var path = _folder.Write("a.tsv", "arch\tacc", $"{text}\t1");

        Assert.That(
            BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.Encoding), encoding.Name)).Architectures[0], Is.EqualTo(Cell));
        Assert.That(
            () => BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.Encoding), "morse")),
            Throws.ArgumentException.With.Message.Contains("Encoding").And.Message.Contains(encoding.Name));
    }

    [Test]
    public void Load_ColumnsThatNobodyAskedFor_NeverSpoilATable()
    {
        var path = _folder.Write(
            "a.csv", "arch,truth,run_id,host,comment,price,mixed", "333s13,1,b6589fc6,nan,,\"1,5\",1", "p1s1ss,2,5381e182,a1,2,\"2,5\",2",
            "333333,3,7b52009b,b7,rerun,3,x", "ssssss,4,a0b1c2d3,b8,,4,3");

        var table = BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.RequiredColumns), Names("truth")));

        Assert.That(table.Columns, Is.EqualTo(new[] { "truth" }));
        var warnings = string.Join(" ", table.Provenance.Warnings());
        Assert.That(warnings, Does.Contain("price (2 fields are no numbers: '1,5' has a decimal comma").And.Contain("'x' is not a number"));
        Assert.That(warnings, Does.Contain("comment"));
        Assert.That(() => BenchmarkTables.Read(path, Nb201), Throws.TypeOf<InvalidDataException>().With.Message.Contains("decimal comma"));
        Assert.That(
            () => BenchmarkTables.Read(path, With(nameof(BenchmarkTableOptions.RequiredColumns), Names("host"))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("column host: 'a1' is not a number"));
    }

    [Test]
    public void Load_RowsOfOneArchitecture_AreCountedAndDealtWith()
    {
        var path = _folder.Write("a.csv", "arch,x,y", "333333,1,", "ssssss,2,5", $"{Cell},7,8", "333333,4,6", "222222,3,1");
        BenchmarkTable Read(DuplicateRows policy) => BenchmarkTables.Read(path, Nb201.With(
            (nameof(BenchmarkTableOptions.Duplicates), policy), (nameof(BenchmarkTableOptions.BadRows), BadRowPolicy.Skip)));

        var kept = Read(DuplicateRows.Keep);
        Assert.That(kept.Count, Is.EqualTo(4));
        Assert.That(kept.Provenance.Warnings(), Has.Some.Contains("1 rows have the architecture of another").And.Contains("rows 1 and 4"));
        var first = Read(DuplicateRows.First);
        Assert.That(first.Values("x").ToArray(), Is.EqualTo(new[] { 1.0, 2, 7 }));
        Assert.That(first.Values("y").ToArray(), Is.EqualTo(new[] { double.NaN, 5, 8 }));
        var mean = Read(DuplicateRows.Mean);
        Assert.That(mean.Values("x").ToArray(), Is.EqualTo(new[] { 2.5, 2, 7 }));
        Assert.That(mean.Values("y").ToArray(), Is.EqualTo(new[] { 6.0, 5, 8 }));
        Assert.That(mean.Architectures, Is.EqualTo(first.Architectures));
        Assert.That(() => Read(DuplicateRows.Fail), Throws.TypeOf<InvalidDataException>().With.Message.Contains("rows 1 and 4"));
    }

    [Test]
    public void Load_NoArchitectures_IsATableOfNumbers()
    {
        var table = BenchmarkTables.Read(_folder.Write("a.csv", "model,truth,score", "resnet50,80.1,3", "vit_b,81.5,4"));

        Assert.That(table.View().Schema.Select(column => column.Name), Is.EqualTo(new[] { "truth", "score" }));
        Assert.That(table.View().GetRowCount(), Is.EqualTo(2));
        Assert.That(table.ToString(), Does.Contain("2 rows without architectures"));
        Assert.That(table.ToString(), Does.Contain("no column of architectures of a search space that is known"));
    }

    [Test]
    public void Load_LinesOfDataInsteadOfAHeader_AreRefused() => Assert.That(
        () => BenchmarkTables.Read(_folder.Write("a.csv", "0.5,1.5", "0.25,2.5")),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("the first line holds numbers (0.5, 1.5)"));

    [TestCase(new byte[] { 0x50, 0x4B, 3, 4, 0, 0 }, "Excel")]
    [TestCase(new byte[] { 0x80, 4, 0x95, 0 }, "pickle")]
    [TestCase(new byte[] { 0x89, 0x48, 0x44, 0x46 }, "HDF5")]
    public void Load_AnotherKindOfFile_IsNamedWithAWayOn(byte[] bytes, string kind) => Assert.That(
        () => BenchmarkTables.Read(_folder.Write("a.csv", bytes)),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.csv").And.Message.Contains(kind));
}
