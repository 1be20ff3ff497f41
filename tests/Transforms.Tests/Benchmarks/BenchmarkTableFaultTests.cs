using System.Text;
using NasPipelines.Benchmarks;
using NasPipelines.Benchmarks.Tables;
using NasPipelines.Spaces;
using Parquet;
using Parquet.Schema;

namespace NasPipelines.Tests.Benchmarks;

[TestFixture]
public sealed class BenchmarkTableFaultTests
{
    private static readonly BenchmarkTableOptions Nb201 = new() { Space = SearchSpaces.NasBench201 };
    private TableFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCase("arch,acc|333s1x,1", "line 2", "column arch", "'x'", TestName = "Load_UnknownLetter_IsNamed")]
    [TestCase("arch,acc|333s13,1||333s1,2", "line 4", "column arch", "6 letters", TestName = "Load_MissingEdge_IsNamed")]
    [TestCase("arch,acc|333s13,1|,2", "line 3", "column arch", "blank", TestName = "Load_BlankArchitecture_IsNamed")]
    [TestCase("arch,acc|333s13,1|333s13,9o", "line 3", "column acc", "'9o' is not a number", TestName = "Load_NotANumber_IsNamed")]
    [TestCase("arch,acc|333s13,1|333s13", "line 3", "1 field", "header has 2", TestName = "Load_TooFewFields_IsNamed")]
    [TestCase("arch,acc|333s13,1,5", "line 2", "3 fields", "header has 2", TestName = "Load_TooManyFields_IsNamed")]
    [TestCase("arch,acc,acc|333s13,1,5", "line 1", "acc appears twice", "columns 2 and 3", TestName = "Load_DuplicateHeader_IsNamed")]
    [TestCase("arch,,acc|333s13,1,5", "line 1", "column 2 has no name", "", TestName = "Load_NamelessColumn_IsNamed")]
    [TestCase("arch,acc", "has a header and no rows", "", "", TestName = "Load_HeaderOnly_SaysSo")]
    [TestCase("", "is empty", "", "", TestName = "Load_EmptyFile_SaysSo")]
    [TestCase("arch,acc|333s13,\"1", "line 2", "", "", TestName = "Load_UnclosedQuote_IsNamed")]
    [TestCase("arch,acc|333s13,4\"5", "line 2", "", "", TestName = "Load_QuoteInsideAField_IsNamed")]
    public void Load_BadTable_Fails(string content, string first, string second, string third)
    {
        var path = _folder.Write("bad.csv", Encoding.UTF8.GetBytes(content.Replace('|', '\n')));

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("bad.csv")
                .And.Message.Contains(first).And.Message.Contains(second).And.Message.Contains(third));
    }

    [Test]
    public void Load_UnknownOperationInTheStringForm_ListsTheKnownOnes()
    {
        var path = _folder.Write("a.tsv", "arch\tacc", "|nor_conv_5x5~0|+|none~0|none~1|+|none~0|none~1|none~2|\t1");

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.tsv, line 2, column arch")
                .And.Message.Contains("nor_conv_5x5").And.Message.Contains("avg_pool_3x3"));
    }

    [Test]
    public void Load_MissingColumn_ListsThoseThatExist()
    {
        var path = _folder.Write("a.csv", "cell,acc", "333s13,1");

        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("b.csv", "cell,acc", "hello,1"), Nb201),
            Throws.ArgumentException.With.Message.Contains("cell, acc").And.Message.Contains("ArchitectureColumn"));
        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.ArchitectureColumn), "arch"))),
            Throws.ArgumentException.With.Message.Contains("no column arch; it has cell, acc"));
        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With(
                (nameof(BenchmarkTableOptions.ArchitectureColumn), "cell"),
                (nameof(BenchmarkTableOptions.ValueColumns), (IReadOnlyList<string>)(["test"])))),
            Throws.ArgumentException.With.Message.Contains("no column test; it has cell, acc"));
        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.ArchitectureColumn), "cell"))).Values("test").Length,
            Throws.ArgumentException.With.Message.Contains("no column test; the table has acc"));
    }

    [Test]
    public void Load_MissingValueWhereForbidden_IsNamed()
    {
        var path = _folder.Write("a.csv", "arch,acc", "333s13,1", "333s13,NaN");

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.AllowMissing), false))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 3, column acc").And.Message.Contains("missing"));
    }

    [Test]
    public void Load_ATextColumnAskedForByName_IsNotANumber()
    {
        var path = _folder.Write("a.csv", "arch,note", "333s13,good");

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.ValueColumns), (IReadOnlyList<string>)(["note"])))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 2, column note: 'good' is not a number"));
    }

    [Test]
    public void Load_EachRowBad_SaysSoEvenWhenSkipping()
    {
        var path = _folder.Write("a.csv", "arch,acc", "333s1?,1", "333s1?,1");

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.BadRows), BadRowPolicy.Skip))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("each of its 2 rows is bad").And.Message.Contains("line 2"));
    }

    [Test]
    public void Load_NothingTellsTheSpace_ListsTheSpaces()
    {
        var path = _folder.Write("a.csv", "arch,acc", "hello,1");

        Assert.That(
            () => BenchmarkTables.Read(path, new() { ArchitectureColumn = "arch" }),
            Throws.ArgumentException.With.Message.Contains("nasbench201"));
    }

    [Test]
    public void Load_NoOrWrongFile_SaysWhichKindIsKnown()
    {
        Assert.That(
            () => BenchmarkTables.Read(Path.Combine(_folder.Path, "no.csv"), Nb201),
            Throws.TypeOf<FileNotFoundException>().With.Message.Contains("no.csv"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("a.xlsx", "x"), Nb201), Throws.ArgumentException.With.Message.Contains(".parquet"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("a.csv.gz", "arch,acc"), Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.csv.gz is not gzip"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("a.parquet", "arch,acc"), Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.parquet is not a Parquet file"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("b.parquet", Array.Empty<byte>()), Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("b.parquet is empty"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("b.csv", [0x50, 0x4B, 3, 4, 0xFF, 0xFE, 0x2C, 1, 10]), Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("b.csv").And.Message.Contains("UTF-8"));
    }

    [Test]
    public void Load_GzipBomb_StopsAtTheCap()
    {
        var path = _folder.WriteGzip("a.csv.gz", "arch,acc", string.Join("\n", Enumerable.Repeat("333s13,1", 20_000)));

        Assert.That(
            () => BenchmarkTables.Read(path, Nb201.With((nameof(BenchmarkTableOptions.MaxBytes), (long)100_000))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("100000 bytes"));
    }

    [Test]
    public void Load_EndlessLine_IsRefusedInBoundedMemory()
    {
        var path = _folder.WriteGzip("a.csv.gz", "arch,acc", new string('x', 3_000_000));

        Assert.That(() => BenchmarkTables.Read(path, Nb201), Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.csv.gz"));
    }

    [Test]
    [CancelAfter(60_000)]
    public void Load_ParquetOfRandomMetadata_IsRefused()
    {
        var random = new Random(5);
        byte[] bytes = [.. "PAR1"u8, .. new byte[200], 100, 0, 0, 0, .. "PAR1"u8];
        for (var round = 0; round < 2_000; round++)
        {
            random.NextBytes(bytes.AsSpan(4, 200));

            Assert.That(() => ParquetFooter.Check(new MemoryStream(bytes)), Throws.TypeOf<InvalidDataException>());
        }

        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("a.parquet", bytes), Nb201),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.parquet").And.Message.Contains("damaged metadata"));
    }

    // A reader that takes a known field for what it ought to be would read the length of a text where there is none.
    [TestCase(new byte[] { 0x5C, 0x5C, 0x22, 0, 0, 0 }, "field 2 has type 2 instead of 8")]
    [TestCase(new byte[] { 0x7C, 0x38, 1, 0, 0 }, "field 3 has type 8 instead of 2")]
    [TestCase(new byte[] { 0x05, 0x88, 0x80, 0x08, 2, 0 }, "a field has no number")]
    [TestCase(new byte[] { 0x05, 0x03, 2, 0 }, "a field has no number")]
    [TestCase(new byte[] { 0x9B, 0, 0 }, "type 11 is none of Parquet's")]
    public void Walk_PageHeaderOfWrongTypes_IsRefused(byte[] header, string expected) =>
        Assert.That(
            () => new ThriftWalk(header, new long[ParquetShapes.Slots]).Structure(ParquetShapes.PageHeader, 8),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(expected));

    [Test]
    public void Load_DamagedParquet_IsInvalidDataOrReadable()
    {
        var valid = File.ReadAllBytes(SmallParquet());
        var random = new Random(6);
        var refused = 0;
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])valid.Clone();
            for (var i = 0; i < 3; i++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                BenchmarkTables.Read(_folder.Write("b.parquet", damaged), Nb201);
            }
            catch (Exception fault) when (fault is InvalidDataException or ArgumentException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.InRange(1, 300));
    }

    private string SmallParquet()
    {
        var path = Path.Combine(_folder.Path, "valid.parquet");
        var fields = new DataField[] { new("arch", typeof(string)), new("acc", typeof(double), false) };
        using var stream = File.Create(path);
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), stream).GetAwaiter().GetResult();
        using (var group = writer.CreateRowGroup())
        {
            group.WriteAsync(fields[0], new[] { "333s13", "p1s1ss", "333333" }).GetAwaiter().GetResult();
            group.WriteAsync<double>(fields[1], new[] { 1.0, 2, 3 }).GetAwaiter().GetResult();
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return path;
    }

    [Test]
    public void Load_BadOptions_ListsEveryFault() =>
        Assert.That(
            () => BenchmarkTables.Read("x.csv", new()
            {
                MaxBytes = 0,
                Separator = '"',
                ArchitectureColumn = " ",
                ValueColumns = ["a", "a"],
                BadRows = (BadRowPolicy)7,
                MissingValues = null!,
            }),
            Throws.ArgumentException.With.Message.Contains("MaxBytes").And.Message
                .Contains("Separator").And.Message.Contains("ArchitectureColumn")
                .And.Message.Contains("ValueColumns").And.Message.Contains("Fail, Skip").And.Message.Contains("MissingValues"));
}
