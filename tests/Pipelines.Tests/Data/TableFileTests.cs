using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NasPipelines.Data;
using NasPipelines.Files;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>Tables and what lies beside them: pairs that belong together, links, and what dead processes leave.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);
    private readonly List<string> _warnings = [];

    public TableFileTests() => _ml.Log += (_, e) =>
    {
        if (e.Kind == ChannelMessageKind.Warning)
        {
            _warnings.Add(e.RawMessage);
        }
    };

    [Test]
    public void Load_TableBesideTheProvenanceOfAnother_IsSaidAndNothingOfItUsed()
    {
        var (one, other) = (_folder.File("one.tsv"), _folder.File("other.tsv"));
        _ml.Nas().Data.SaveAsTsv(View(1), one);
        _ml.Nas().Data.SaveAsTsv(View(2), other);
        File.Copy(other + ".provenance.json", one + ".provenance.json", overwrite: true);

        Assert.That(
            () => _ml.Nas().Data.LoadBenchmark(one),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("is not of this table")
                .And.Message.Contains("name the search space"));
        Assert.That(_ml.Nas().Data.LoadBenchmark(one, "nasbench201").GetColumn<double>("n"), Is.All.EqualTo(1));
        Assert.That(_warnings, Has.One.Contains("one.tsv.provenance.json is not of this table"));
        _warnings.Clear();
        _ = _ml.Nas().Data.LoadBenchmark(other, "nasbench201");
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void Load_ProvenanceThatNamesAnotherSpace_SaysWhereTheSpaceIsFrom()
    {
        var path = _folder.File("t.tsv");
        _ml.Nas().Data.SaveAsTsv(View(1), path);
        var document = path + ".provenance.json";
        File.WriteAllText(document, File.ReadAllText(document).Replace("\"nasbench201\"", "\"nasbench301\"", StringComparison.Ordinal));

        Assert.That(
            () => _ml.Nas().Data.LoadBenchmark(path),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("t.tsv.provenance.json says that it is of nasbench301"));
    }

    // What a kill between the renames leaves: the new document, which still knows the old table.
    [TestCase(true)]
    [TestCase(false)]
    public void Load_WhereASaveWasKilledHalfWay_IsTheOldPairOrTheNew(bool withOldDocument)
    {
        var path = _folder.File("t.tsv");
        _ml.Nas().Data.SaveAsTsv(View(1), path);
        var (old, oldDocument) = (File.ReadAllBytes(path), File.ReadAllText(path + ".provenance.json"));
        if (!withOldDocument)
        {
            File.Delete(path + ".provenance.json");
        }

        var replaced = ReplacedTable.Of(InputFile.Sha256(path), path + ".provenance.json");
        _ml.Nas().Data.SaveAsTsv(View(2), path);
        var sha256 = InputFile.Sha256(path);
        var newDocument = File.ReadAllText(path + ".provenance.json");
        var format = new TableFormat(
            "tsv", new Dictionary<string, string> { ["separator"] = "tab", ["compression"] = "none" }, _ => 0);
        File.WriteAllBytes(
            path + ".provenance.json", ProvenanceDocument.Of(View(2), "t.tsv", format, View(2).GetRowCount()!.Value, sha256, replaced));

        Assert.That(Document(sha256), Is.EqualTo(newDocument.Trim()).Or.Contains("replacing"));
        Assert.That(_ml.Nas().Data.LoadBenchmark(path).GetColumn<double>("n"), Is.All.EqualTo(2));
        File.WriteAllBytes(path, old);
        if (withOldDocument)
        {
            Assert.That(Plain(Document(InputFile.Sha256(path))!), Is.EqualTo(Plain(oldDocument)));
            Assert.That(_ml.Nas().Data.LoadBenchmark(path).GetColumn<double>("n"), Is.All.EqualTo(1));
        }

        Assert.That(_ml.Nas().Data.LoadBenchmark(path, "nasbench201").GetColumn<double>("n"), Is.All.EqualTo(1));
        Assert.That(_warnings, Is.Empty);
        _ml.Nas().Data.SaveAsTsv(View(2), path);
        Assert.That(File.ReadAllText(path + ".provenance.json"), Is.EqualTo(newDocument), "the next save leaves no trace of it");

        string? Document(string hash)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path + ".provenance.json"));
            return ProvenanceFile.Of(document.RootElement, hash)?.GetRawText();
        }
    }

    [Test]
    public void Save_ThroughALink_ReplacesWhatItLeadsTo()
    {
        Directory.CreateDirectory(_folder.File("far"));
        var (link, second, target) = (_folder.File("link.tsv"), _folder.File("second.tsv"), _folder.File("far/t.tsv"));
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(second, "far/t.tsv");
        File.CreateSymbolicLink(link, second);

        _ml.Nas().Data.SaveAsTsv(View(1), link);

        Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo(second));
        Assert.That(new FileInfo(second).LinkTarget, Is.EqualTo("far/t.tsv"));
        Assert.That(File.ReadAllText(target), Does.StartWith("Architecture\tn\n"));
        Assert.That(Directory.GetFiles(_folder.File("far")), Is.EqualTo(new[] { target }));
        File.Delete(target);
        _ml.Nas().Data.SaveAsTsv(View(1), link);
        Assert.That(File.Exists(target), "a link that leads nowhere yet");
    }

    [Test]
    public void Save_WhereDeadAndLiveProcessesWere_DeletesWhatTheDeadLeftAndNothingElse()
    {
        var path = _folder.File("t.tsv");
        var (dead, deadLog) = ($"{_folder.File("other.tsv")}.{Guid.NewGuid():N}.nas.tmp", $"{path}.{Guid.NewGuid():N}.nas.tmp");
        string[] others =
        [
            _folder.File("mine.tmp"), _folder.File("t.tsv.nas.tmp"), $"{path}.{Guid.NewGuid():N}.tmp", $"{path}.{Guid.NewGuid()}.nas.tmp",
        ];
        foreach (var file in (string[])[dead, deadLog, deadLog + "-wal", .. others])
        {
            File.WriteAllText(file, "x");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }

        using var live = TemporaryFile.Create(path);
        File.SetLastWriteTimeUtc(live.Name, DateTime.UtcNow.AddHours(-1));
        _ml.Nas().Data.SaveAsTsv(View(1), path);

        Assert.That(Directory.GetFiles(_folder.File(".")).Select(Path.GetFileName), Is.EquivalentTo(
            others.Append(path).Append(path + ".provenance.json").Append(live.Name).Select(Path.GetFileName)));
        TemporaryFile.Delete(live);
    }

    [Test]
    [Platform("Linux")]
    public void Save_ToADevice_WritesToItAndLeavesIt()
    {
        using var nothing = new FileStream("/dev/null", FileMode.Open, FileAccess.Write);
        OutputFile.WriteText("/dev/null", "text");

        Assert.That(new FileInfo("/dev/null").Length, Is.Zero);
        Assert.That(Directory.GetFiles("/dev", "null*"), Is.EqualTo(new[] { "/dev/null" }));
    }

    public void Dispose() => _folder.Dispose();

    private static string Plain(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);

    private static IDataView View(double n)
    {
        var all = SearchSpaces.NasBench201.Sample(5, (long)n);
        return ArchitectureColumn.ViewOf(SearchSpaces.NasBench201, all, columns: ("n", [.. all.Select(_ => n)]));
    }
}
