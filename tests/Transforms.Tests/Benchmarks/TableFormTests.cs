using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Benchmarks;
using NasPipelines.Fixtures.Files;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Benchmarks;

/// <summary>One table in every form in which tables come.</summary>
[TestFixture]
public sealed class TableFormTests
{
    private static readonly double[] Truth = [93.5, 10, double.NaN];
    private static readonly double[] Score = [-1e-3, 0.25, 1e10];
    private static readonly string[] Cells = ["333s13", "p1s1ss", "333333"];

    private TableFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static IEnumerable<TestCaseData> Texts() => new (string Name, string Text)[]
    {
        ("comma.csv", "arch,truth,score\n333s13,93.5,-1e-3\np1s1ss,10,0.25\n333333,,1e10\n"),
        ("semicolon.csv", "arch;truth;score\n333s13;93.5;-1e-3\np1s1ss;10;0.25\n333333;;1e10\n"),
        ("tab.csv", "arch\ttruth\tscore\n333s13\t93.5\t-1e-3\np1s1ss\t10\t0.25\n333333\t\t1e10\n"),
        ("comma.tsv", "arch,truth,score\n333s13,93.5,-1e-3\np1s1ss,10,0.25\n333333,,1e10\n"),
        ("blanks.txt", "arch truth score\n333s13 93.5 -1e-3\np1s1ss 10 0.25\n333333 nan 1e10\n"),
        ("none", "arch;truth;score\n333s13;93.5;-1e-3\np1s1ss;10;0.25\n333333;NA;1e10\n"),
        ("hint.csv", "sep=;\r\narch;truth;score\r\n333s13;93.5;-1e-3\r\np1s1ss;10;0.25\r\n333333;;1e10\r\n"),
        ("comments.csv", "# by score.py\n# 2024\narch,truth,score\n333s13,93.5,-1e-3\n# half, of, it\np1s1ss,10,0.25\n333333,,1e10\n"),
        ("index.csv", ",arch,truth,score\n0,333s13,93.5,-1e-3\n1,p1s1ss,10,0.25\n2,333333,,1e10\n"),
        ("trailing.csv", "arch,truth,score,\n333s13,93.5,-1e-3,\np1s1ss,10,0.25,\n333333,,1e10,\n"),
        ("rows-trailing.csv", "arch,truth,score\n333s13,93.5,-1e-3,\np1s1ss,10,0.25,,\n333333,,1e10\n"),
        ("r.csv", "\"\",\"arch\",\"truth\",\"score\"\n\"1\",\"333s13\",93.5,-0.001\n\"2\",\"p1s1ss\",10,0.25\n\"3\",\"333333\",NA,1e+10\n"),
        ("records.json", "[{'arch':'333s13','truth':93.5,'score':-1e-3},{'arch':'p1s1ss','truth':10,'score':0.25},"
                + "{'arch':'333333','truth':null,'score':1e10}]"),
        ("nan.json", "[{'arch':'333s13','truth':93.5,'score':-1e-3},{'arch':'p1s1ss','truth':10,'score':0.25},"
                + "{'arch':'333333','truth':NaN,'score':1e10}]"),
        ("lines.jsonl", "{'arch':'333s13','truth':93.5,'score':-1e-3}\n"
                + "{'arch':'p1s1ss','truth':10,'score':0.25}\n"
                + "{'arch':'333333','score':1e10}\n"),
        ("lines.txt", "{\"arch\":\"333s13\",\"truth\":93.5,\"score\":-1e-3}\n{\"arch\":\"p1s1ss\",\"truth\":\"10\",\"score\":0.25}\n"
            + "{\"arch\":\"333333\",\"truth\":null,\"score\":1e10}"),
        ("columns.json", "{'arch':['333s13','p1s1ss','333333'],'truth':[93.5,10,null],'score':[-1e-3,0.25,1e10]}"),
        ("pandas.json", "{'arch':{'0':'333s13','1':'p1s1ss','2':'333333'},'truth':{'0':93.5,'1':10,'2':null},"
                + "'score':{'0':-1e-3,'1':0.25,'2':1e10}}"),
        ("index.json", "{'0':{'arch':'333s13','truth':93.5,'score':-1e-3},'1':{'arch':'p1s1ss','truth':10,'score':0.25},"
                + "'2':{'arch':'333333','truth':null,'score':1e10}}"),
        ("split.json", "{'columns':['arch','truth','score'],'index':[0,1,2],'data':[['333s13',93.5,-1e-3],['p1s1ss',10,0.25],"
                + "['333333',null,1e10]]}"),
        ("by-architecture.json", "{'333s13':{'truth':93.5,'score':-1e-3},'p1s1ss':{'truth':10,'score':0.25},'333333':{'score':1e10}}"),
        ("by-score.json", "{'truth':{'333s13':93.5,'p1s1ss':10},'score':{'333s13':-1e-3,'p1s1ss':0.25,'333333':1e10}}"),
        ("wrapped.json", "{'nasbench201':{'cifar10':{'333s13':{'truth':93.5,'score':-1e-3},'p1s1ss':{'truth':10,'score':0.25},"
                + "'333333':{'score':1e10}}}}"),
    }.Select(form => new TestCaseData(
        form.Name, form.Name.Contains(".json", StringComparison.Ordinal) ? form.Text.Replace('\'', '"') : form.Text)
        .SetArgDisplayNames(form.Name));

    [TestCaseSource(nameof(Texts))]
    public void Load_ATableInText_IsTheTable(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Expect(BenchmarkTables.Read(_folder.Write(name, bytes)));
        Expect(BenchmarkTables.Read(_folder.Write(name + ".gz", Gzip(bytes)), new() { Space = SearchSpaces.NasBench201 }));
        Expect(BenchmarkTables.Read(_folder.Write("z" + name + ".zst", Zstandard(bytes))));
        Expect(BenchmarkTables.Read(_folder.Write("w" + name, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)])), name);
        Expect(BenchmarkTables.Read(_folder.Write("b" + name, [.. Encoding.UTF8.Preamble, .. bytes])));
    }

    [Test]
    public void Load_CompressedUnderAnotherName_IsTheTable()
    {
        var bytes = Encoding.UTF8.GetBytes("arch,truth,score\n333s13,93.5,-1e-3\np1s1ss,10,0.25\n333333,,1e10\n");

        Expect(BenchmarkTables.Read(_folder.Write("a.csv", Gzip(bytes))));
        Expect(BenchmarkTables.Read(_folder.Write("b.csv", Zstandard(bytes))));
        Expect(BenchmarkTables.Read(_folder.Write("c.csv.gz", [.. Gzip(bytes[..30]), .. Gzip(bytes[30..])])));
        Expect(BenchmarkTables.Read(_folder.Write("d.csv.zst", [.. Zstandard(bytes[..30]), .. Zstandard(bytes[30..])])));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("e.csv.zst", Zstandard(bytes)[..^3])),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("e.csv.zst"));
        Assert.That(
            () => BenchmarkTables.Read(_folder.Write("f.csv.zst", bytes)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("f.csv.zst is not zstd"));
    }

    [Test]
    public void Load_ItsOwnExports_AreTheTable()
    {
        var table = BenchmarkTables.Read(_folder.Write("a.csv", "arch,truth,score", "333s13,93.5,-1e-3", "p1s1ss,10,0.25", "333333,,1e10"));
        var path = Path.Combine(_folder.Path, "a.idv");
        using (var file = File.Create(path))
        {
            new MLContext().Data.SaveAsBinary(table.View(), file);
        }

        var read = BenchmarkTables.Read(path, new() { Space = SearchSpaces.NasBench201 });

        Assert.That(read.Architectures, Is.EqualTo(table.Architectures));
        Assert.That(read.Values("truth").ToArray(), Is.EqualTo(Truth));
        Assert.That(BenchmarkTables.Read(path).Architectures, Is.EqualTo(table.Architectures), "recognised by its texts");
    }

    [Test]
    public void Load_Content_IsTheTable()
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes("arch;truth;score\n333s13;93.5;-1e-3\np1s1ss;10;0.25\n333333;;1e10\n"));

        var loaded = BenchmarkTables.Load(content, "standard input");

        Assert.That(loaded.View.GetColumn<double>("truth"), Is.EqualTo(Truth));
        Assert.That(
            loaded.ToString(), Does.Contain("standard input").And.Contain("';'").And.Contain("from arch").And.Contain("truth, score"));
    }

    [Test]
    public void Load_AFolderOfParts_IsTheTable()
    {
        _folder.Write("part-00000.csv", "arch,truth,score", "333s13,93.5,-1e-3", "p1s1ss,10,0.25");
        _folder.Write("part-00001.csv", "arch,truth,score", "333333,,1e10");
        _folder.Write("part-00002.csv", Array.Empty<byte>());
        _folder.Write("_SUCCESS", Array.Empty<byte>());

        Expect(BenchmarkTables.Read(_folder.Path));
        _folder.Write("part-00003.csv", "arch,score,truth", "333333,,1e10");
        Assert.That(
            () => BenchmarkTables.Read(_folder.Path),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("part-00003.csv").And.Message.Contains("score, truth"));
    }

    [Test]
    public void Load_ArraysOfNumpy_AreColumns()
    {
        var vector = BenchmarkTables.Read(_folder.Write("naswot.npy", NumpyWriter.Doubles("(3,)", Score)));
        Assert.That((vector.Columns.Single(), vector.Count), Is.EqualTo(("naswot", 3)));
        Assert.That(vector.Values("naswot").ToArray(), Is.EqualTo(Score));

        var matrix = _folder.Write("m.npy", NumpyWriter.Doubles("(3, 2)", 93.5, -1e-3, 10, 0.25, double.NaN, 1e10));
        var named = BenchmarkTables.Read(matrix, new() { ValueColumns = ["truth", "score"] });
        Assert.That(named.Values("truth").ToArray(), Is.EqualTo(Truth));
        Assert.That(named.Values("score").ToArray(), Is.EqualTo(Score));
        Assert.That(BenchmarkTables.Read(matrix).Columns, Is.EqualTo(new[] { "column1", "column2" }));

        var byColumn = NumpyWriter.Array("'<f8'", "(3, 2)", [.. Truth.Concat(Score).SelectMany(BitConverter.GetBytes)], byColumn: true);
        Assert.That(BenchmarkTables.Read(_folder.Write("f.npy", byColumn)).Values("column2").ToArray(), Is.EqualTo(Score));

        var records = NumpyWriter.Array("[('arch', '<U6'), ('truth', '>f4'), ('score', '<f8'), ('n', '<i2')]", "(3,)", [.. Cells.SelectMany(
            (cell, i) => (byte[])[.. Encoding.UTF32.GetBytes(cell), .. BitConverter.GetBytes((float)Truth[i]).Reverse(),
                .. BitConverter.GetBytes(Score[i]), (byte)(i - 1), (byte)(i == 0 ? 255 : 0)])]);
        var table = BenchmarkTables.Read(_folder.Write("r.npy", records));
        Expect(table);
        Assert.That(table.Values("n").ToArray(), Is.EqualTo(new[] { -1.0, 0, 1 }));
    }

    [Test]
    public void Load_AnArchiveOfNumpy_HasAColumnForEachArray()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("arch", NumpyWriter.Array("'<U6'", "(3,)", [.. Cells.SelectMany(Encoding.UTF32.GetBytes)]));
            Add("truth", NumpyWriter.Doubles("(3,)", Truth));
            Add("score", NumpyWriter.Doubles("(3,)", Score));

            void Add(string name, byte[] array)
            {
                using var entry = archive.CreateEntry(name + ".npy").Open();
                entry.Write(array);
            }
        }

        Expect(BenchmarkTables.Read(_folder.Write("t.npz", file.ToArray())));
    }

    [Test]
    public void Load_ParquetOfRareTypes_IsReadOrLeftOut()
    {
        var half = BenchmarkTables.Read(_folder.Write("half.parquet", ParquetFiles.HalfFloats()));
        Assert.That(half.Values("h").ToArray(), Is.EqualTo(
            new[] { 1.5, -2.25, double.NaN, double.PositiveInfinity, (double)(Half)0.1 }));
        Assert.That(half.Values("ho").ToArray(), Is.EqualTo(new[] { 1.5, double.NaN, 3, 4, 0.5 }));
        Assert.That(half.Values("d").ToArray(), Is.EqualTo(new[] { 1.0, 2, 3, 4, 5 }));

        var decimals = BenchmarkTables.Read(_folder.Write("decimal.parquet", ParquetFiles.Decimals()));
        Assert.That(decimals.Values("wide").ToArray(), Is.EqualTo(new[] { 1.5, -2.25, 12345678901234567890123456.789, 0.001, 93.5 }));
        Assert.That(decimals.Values("small").ToArray(), Is.EqualTo(new[] { 1.5, double.NaN, 3, -4.25, 0.5 }));
        Assert.That(decimals.Values("mid").ToArray(), Is.EqualTo(new[] { 1.5, double.NaN, 3, -4.2501, 0.5 }));

        var times = BenchmarkTables.Read(_folder.Write("int96.parquet", ParquetFiles.Times()));
        Assert.That(times.Columns, Is.EqualTo(new[] { "d" }));
        Assert.That(times.Provenance.Warnings(), Has.Some.Contains("t (times)"));

        var differences = BenchmarkTables.Read(_folder.Write("delta.parquet", ParquetFiles.Differences()));
        Assert.That(differences.Values("i").ToArray(), Is.EqualTo(new[] { 1, double.NaN, -3, int.MaxValue, 5 }));
        Assert.That(differences.Values("l").ToArray(), Is.EqualTo(new[] { 1.0, 1L << 40, -3, 4, 5 }));
        Assert.That(differences.Values("f").ToArray(), Is.EqualTo(new[] { 1, 2.5, 3, 4, 5 }));
        Assert.That(differences.Architectures[1], Is.EqualTo(SearchSpaces.NasBench201.Parse("p1s1ss").Text));
    }

    private static void Expect(BenchmarkTable table, string? what = null)
    {
        Assert.That(table.Space.Name, Is.EqualTo("nasbench201"), what);
        Assert.That(table.Architectures, Is.EqualTo(Cells.Select(cell => SearchSpaces.NasBench201.Parse(cell).Text)), what);
        Assert.That(table.Values("truth").ToArray(), Is.EqualTo(Truth), what);
        Assert.That(table.Values("score").ToArray(), Is.EqualTo(Score), what);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Zstandard(byte[] content)
    {
        using var packer = new ZstdSharp.Compressor();
        return packer.Wrap(content).ToArray();
    }
}
