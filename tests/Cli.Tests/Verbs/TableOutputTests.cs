using System.Globalization;
using System.Text.Json;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>Tables in every text format, into files and to standard output.</summary>
internal sealed class TableOutputTests
{
    private static readonly double[] Values = [0.1, double.NaN, 1e300, -3];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeTable()
    {
        _folder = new TemporaryFolder();
        File.WriteAllLines(_folder.File("t.tsv"), ["Architecture\tacc", "333333\t0.1", "33333s\tNaN", "3333ss\t1E+300", "sssss3\t-3"]);
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [TestCase(".csv", ',')]
    [TestCase(".tsv", '\t')]
    public async Task Output_OfText_HasEveryValue(string ending, char separator)
    {
        var (file, shown) = await Write(ending);
        string[][] rows = [.. file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(separator))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows[0], Is.EqualTo(new[] { "Architecture", "acc" }));
            Assert.That(rows[1..].Select(r => double.Parse(r[1], CultureInfo.InvariantCulture)), Is.EqualTo(Values));
            Assert.That(shown, Is.EqualTo(file));
        }
    }

    [TestCase(".json")]
    [TestCase(".jsonl")]
    public async Task Output_OfJson_HasEveryValueAndNullForNone(string ending)
    {
        var (file, shown) = await Write(ending);
        var rows = ending == ".json"
            ? JsonDocument.Parse(file).RootElement.EnumerateArray().ToList()
            : [.. file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows.Select(r => r.GetProperty("Architecture").GetString()), Has.All.StartsWith("|"));
            Assert.That(
                rows.Select(r => r.GetProperty("acc")).Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble()),
                Is.EqualTo(Values));
            Assert.That(shown, Is.EqualTo(file));
        }
    }

    [Test]
    public async Task Output_OfMarkdown_IsATableWhoseBarsAreEscaped()
    {
        var (file, shown) = await Write(".md");
        string[] lines = file.TrimEnd().Split('\n');
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines[..2], Is.EqualTo(new[] { "| Architecture | acc |", "|---|---:|" }));
            Assert.That(lines[2], Does.StartWith(@"| \|nor_conv_3x3~0\|+").And.EndsWith(" | 0.1 |"));
            Assert.That(lines, Has.Length.EqualTo(6));
            Assert.That(shown, Is.EqualTo(file));
        }
    }

    [Test]
    public async Task Output_OfNoRows_IsStillAJsonDocument()
    {
        var json = await Nas.Run("export", "nasbench201", "--sample", "1", "--output", "-.json");
        Assert.That(JsonDocument.Parse(json.Output).RootElement.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task Output_Csv_IsReadAgainWithItsSpace()
    {
        await Write(".csv");
        var run = await Nas.Run("export", _folder.File("o.csv"), "--output", _folder.File("again.tsv"));
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.Exists(_folder.File("o.csv.provenance.json")), Is.True);
    }

    [Test]
    public async Task StandardOutput_OfEveryVerbThatWritesATable_HoldsTheTableAndNothingElse()
    {
        string table = _folder.File("t.tsv"), space = "nasbench201";
        string[][] runs =
        [
            ["score", table, "--space", space, "--proxies", "params", "--output", "-"],
            ["export", table, "--space", space, "--output", "-"],
            ["evaluate", table, "--space", space, "--truth", "acc", "--scores", "params", "--missing-truth", "drop", "--output", "-"],
        ];
        foreach (var run in runs)
        {
            var (text, json) = (await Nas.Run(run), await Nas.Run([.. run, "--json"]));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(text.ExitCode, Is.Zero, text.Error);
                Assert.That(text.Output, Does.StartWith("Architecture\tacc"));
                Assert.That(
                    text.Output.TrimEnd('\n').Split('\n').Select(line => line.Count(c => c == '\t')).Distinct(), Has.Exactly(1).Items);
                Assert.That(json.Json.GetArrayLength(), Is.EqualTo(4));
            }
        }
    }

    [Test]
    public async Task StandardOutput_OfATabulation_NeedsAJournal() => Assert.That(
        await Nas.Refuse(2, "tabulate", "--space", "nasbench201", "--images", "tiny", "--sample", "1", "--output", "-"),
        Does.Contain("--journal"));

    [TestCase("-.parquet")]
    [TestCase("-.xlsx")]
    public async Task StandardOutput_OfWhatIsNoText_IsRefused(string output) =>
        Assert.That(await Nas.Refuse(2, "export", "nasbench201", "--sample", "1", "--output", output), Does.Contain("-.csv"));

    private async Task<(string File, string Shown)> Write(string ending)
    {
        string[] export = ["export", _folder.File("t.tsv"), "--space", "nasbench201", "--output"];
        var run = await Nas.Run([.. export, _folder.File("o" + ending)]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return (await File.ReadAllTextAsync(_folder.File("o" + ending)), (await Nas.Run([.. export, "-" + ending])).Output);
    }
}
