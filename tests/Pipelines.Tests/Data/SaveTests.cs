using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Tests.Data;

[TestFixture]
public sealed class SaveTests
{
    private static readonly double[] Hard = [1.0 / 3, double.NaN, double.PositiveInfinity, -1e-300, 1e46];
    private readonly MLContext _ml = new(1);
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("naspipelines-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("scored.tsv")]
    [TestCase("scored.tsv.gz")]
    [TestCase("scored.parquet")]
    public void SaveThenLoadBenchmark_GivesEqualValuesWithoutNamingTheSpace(string name)
    {
        var path = Path.Combine(_folder, name);
        var view = Scored();

        Save(view, path);
        var loaded = _ml.Nas().Data.LoadBenchmark(path);

        Assert.That(
            loaded.Schema.Select(column => column.Name),
            Is.EqualTo(new[] { "Architecture", "acc", "Score", "Flag" }.Where(c => c != "Flag" || !name.EndsWith("parquet"))));
        Assert.That(loaded.GetColumn<string>("Architecture"), Is.EqualTo(view.GetColumn<string>("Architecture")));
        Assert.That(loaded.GetColumn<double>("Score"), Is.EqualTo(Hard));
        Assert.That(loaded.GetColumn<double>("acc"), Is.EqualTo(view.GetColumn<double>("acc")));
    }

    [Test]
    public void SaveAsBinary_LoadedByMl_HasEveryColumn()
    {
        var path = Path.Combine(_folder, "scored.idv");
        var view = Scored();

        Save(view, path);
        var loaded = _ml.Data.LoadFromBinary(path);

        Assert.That(loaded.Schema.Select(column => column.Name), Is.EqualTo(view.Schema.Select(column => column.Name)));
        Assert.That(loaded.GetColumn<double>("Score"), Is.EqualTo(Hard));
        Assert.That(loaded.GetColumn<string>("Status"), Is.EqualTo(view.GetColumn<string>("Status")));
    }

    [TestCase("scored.tsv")]
    [TestCase("scored.tsv.gz")]
    [TestCase("scored.parquet")]
    [TestCase("scored.idv")]
    public void Save_Twice_GivesTheSameBytesAndNothingElse(string name)
    {
        var path = Path.Combine(_folder, name);
        Save(Scored(), path);
        var (table, provenance) = (File.ReadAllBytes(path), File.ReadAllBytes(path + ".provenance.json"));

        Save(Scored(), path);

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(table));
        Assert.That(File.ReadAllBytes(path + ".provenance.json"), Is.EqualTo(provenance));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(2));
    }

    // Many columns of several blocks, which ML.NET compresses on several threads.
    [Test]
    public void SaveAsBinary_ManyBlocks_GivesTheSameBytesEachTime()
    {
        var rows = Enumerable.Range(0, 30_000).ToArray();
        var view = NasPipelines.Stages.ArchitectureColumn.ViewOf(
            NasPipelines.Spaces.SearchSpaces.NasBench201,
            [.. rows.Select(i => NasPipelines.Spaces.SearchSpaces.NasBench201.Parse($"{i % 15625}"))],
            columns: [.. Enumerable.Range(0, 24).Select(c => ($"c{c}", Array.ConvertAll(rows, i => Math.Sin(i * (c + 1)))))]);
        var saved = Enumerable.Range(0, 6).Select(i =>
        {
            Save(view, Path.Combine(_folder, "many.idv"));
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(_folder, "many.idv"))));
        }).ToList();

        Assert.That(saved.Distinct(), Has.Exactly(1).Items);
        var loaded = _ml.Data.LoadFromBinary(Path.Combine(_folder, "many.idv"));
        Assert.That(loaded.GetColumn<double>("c7"), Is.EqualTo(view.GetColumn<double>("c7")));
        Assert.That(loaded.GetColumn<string>("Architecture"), Is.EqualTo(view.GetColumn<string>("Architecture")));
    }

    [TestCase("scored.tsv", "tsv")]
    [TestCase("scored.idv", "idv")]
    [TestCase("scored.parquet", "parquet")]
    public void Save_Sidecar_DescribesTheFileAndEachColumn(string name, string format)
    {
        var path = Path.Combine(_folder, name);
        Save(Scored(), path);

        using var document = JsonDocument.Parse(File.ReadAllBytes(path + ".provenance.json"));
        var root = document.RootElement;

        Assert.That(root.GetProperty("file").GetString(), Is.EqualTo(name));
        Assert.That(
            root.GetProperty("sha256").GetString(),
            Is.EqualTo(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant()));
        Assert.That(root.GetProperty("rows").GetInt64(), Is.EqualTo(5));
        Assert.That(root.GetProperty("format").GetString(), Is.EqualTo(format));
        Assert.That(root.GetProperty("product").GetString(), Does.Match(@"^NasPipelines \d+\.\d+\.\d+$"));
        Assert.That(root.GetProperty("searchSpace").GetString(), Is.EqualTo("nasbench201"));
        var architecture = root.GetProperty("columns")[0];
        Assert.That(architecture.GetProperty("name").GetString(), Is.EqualTo("Architecture"));
        Assert.That(architecture.GetProperty("provenance").GetProperty("file").GetString(), Is.EqualTo("truth.csv"));
        Assert.That(root.GetProperty("columns").GetArrayLength(), Is.EqualTo(5));
        Assert.That(File.ReadAllText(path + ".provenance.json"), Does.Not.Contain(_folder));
    }

    [TestCase("scored.tsv")]
    [TestCase("scored.idv")]
    [TestCase("scored.parquet")]
    public void Save_RowsThatFailHalfWay_LeaveTheOldFileAndNoOther(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "old");
        var read = 0;
        var failing = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, 5_000).Select(i =>
            ++read > 3_000 ? throw new InvalidOperationException("scoring failed") : new Truth { Index = i, Score = i }));

        Assert.That(
            () => Save(failing, path),
            Throws.InstanceOf<Exception>().With.Message.Contains("scoring failed").Or.InnerException.Message.Contains("scoring failed"));
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(new[] { path }));
        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
    }

    [Test]
    public void Save_VectorColumn_IsRefusedBeforeAnythingIsWritten()
    {
        var view = _ml.Data.LoadFromEnumerable([new VectorRow { Features = [1, 2] }]);

        Assert.That(
            () => Save(view, Path.Combine(_folder, "a.tsv")),
            Throws.ArgumentException.With.Message.Contains("Features").And.Message.Contains(".idv"));
        Assert.That(() => Save(view, Path.Combine(_folder, "a.parquet")), Throws.ArgumentException.With.Message.Contains("Features"));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
        Save(view, Path.Combine(_folder, "a.idv"));
        Assert.That(_ml.Data.LoadFromBinary(Path.Combine(_folder, "a.idv")).GetRowCount(), Is.EqualTo(1));
    }

    [Test]
    public void Save_WrongEndingOrFolder_SaysWhatWouldBeRight()
    {
        var view = Scored();
        var data = _ml.Nas().Data;

        Assert.That(() => data.SaveAsTsv(view, Path.Combine(_folder, "a.csv")), Throws.ArgumentException.With.Message.Contains(".tsv"));
        Assert.That(
            () => data.SaveAsParquet(view, Path.Combine(_folder, "a.tsv")), Throws.ArgumentException.With.Message.Contains(".parquet"));
        Assert.That(() => data.SaveAsBinary(view, Path.Combine(_folder, "a.bin")), Throws.ArgumentException.With.Message.Contains(".idv"));
        Assert.That(
            () => data.SaveAsTsv(view, Path.Combine(_folder, "no", "a.tsv")),
            Throws.TypeOf<DirectoryNotFoundException>().With.Message.Contains("no"));
    }

    [Test]
    public void SaveAsTsv_TextWithTabsQuotesAndLineBreaks_IsReadBack()
    {
        var path = Path.Combine(_folder, "a.tsv");
        var texts = new[] { "a\tb", "say \"so\"", "two\nlines", "" };
        Save(_ml.Data.LoadFromEnumerable(texts.Select((text, i) => new Note { Architecture = $"{i}", Text = text, Score = i })), path);

        var table = _ml.Nas().Data.LoadBenchmark(path, "nasbench201");

        Assert.That(table.Schema.Select(c => c.Name), Is.EqualTo(new[] { "Architecture", "Score" }));
        Assert.That(table.GetColumn<double>("Score"), Is.EqualTo(new[] { 0.0, 1, 2, 3 }));
    }

    /// <summary>A loaded table with a score, a status and a flag appended by ML.NET stages.</summary>
    private IDataView Scored()
    {
        var source = Directory.CreateTempSubdirectory("naspipelines-");
        try
        {
            var path = Path.Combine(source.FullName, "truth.csv");
            File.WriteAllLines(path, ["arch,acc", "333s13,93.5", "p1s1ss,", "333333,90.125", "1,1", "2,2"]);
            var loaded = _ml.Nas().Data.LoadBenchmark(path, "nasbench201");
            string[] order = [.. loaded.GetColumn<string>("Architecture")];
            return _ml.Transforms.CustomMapping<In, Out>(
                (from, to) =>
                {
                    var row = Array.IndexOf(order, from.Architecture);
                    to.Score = Hard[row];
                    to.Status = row == 1 ? "no value" : "";
                    to.Flag = row % 2 == 0;
                },
                null).Fit(loaded).Transform(loaded);
        }
        finally
        {
            source.Delete(recursive: true);
        }
    }

    [TestCase("scored.tsv")]
    [TestCase("scored.parquet")]
    [TestCase("scored.idv")]
    public void Save_Cancelled_LeavesTheOldFileAndNothingElse(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "old");
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.That(() => Save(Scored(), path, new() { CancellationToken = stop.Token }), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EqualTo(new[] { name }));
    }

    private void Save(IDataView view, string path, NasPipelines.Scoring.RunOptions? run = null)
    {
        var data = _ml.Nas().Data;
        if (path.EndsWith(".idv", StringComparison.Ordinal))
        {
            data.SaveAsBinary(view, path, run);
        }
        else if (path.EndsWith(".parquet", StringComparison.Ordinal))
        {
            data.SaveAsParquet(view, path, run);
        }
        else
        {
            data.SaveAsTsv(view, path, run);
        }
    }

    private sealed class In
    {
        public string Architecture { get; set; } = "";
    }

    private sealed class Out
    {
        public double Score { get; set; }

        public string Status { get; set; } = "";

        public bool Flag { get; set; }
    }

    private sealed class Truth
    {
        public int Index { get; set; }

        public double Score { get; set; }
    }

    private sealed class Note
    {
        public string Architecture { get; set; } = "";

        public string Text { get; set; } = "";

        public double Score { get; set; }
    }

    private sealed class VectorRow
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
