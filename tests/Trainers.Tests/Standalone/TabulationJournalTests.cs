using System.Text;
using NasPipelines.TestKit;
using NasPipelines.Training;

namespace NasPipelines.Trainers.Tests;

internal sealed class TabulationJournalTests
{
    private const string Identity = "space nasbench201; recipe of the test";

    private static readonly TabulationRow Row = new("|a~0|", 1, 0.25, -1.5, 0.125, 2.5e-7, 3.25);

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static IEnumerable<TestCaseData> Foreign()
    {
        yield return Case("text", "notes\nof another kind\n"u8.ToArray());
        yield return Case("text without a last line feed", "notes\nof another kind"u8.ToArray());
        yield return Case("one line without a line feed", "notes"u8.ToArray());
        yield return Case("binary", [0, 1, 2, 0xFF, 0xFE, 10, 200, 201]);
        yield return Case("binary without a line feed", [0, 1, 2, 0xFF, 0xFE, 200, 201]);
        yield return Case("a comment", "#"u8.ToArray());
        yield return Case("another recipe", "# space nasbench201; another recipe\narchitecture\tseed\n|a~0|\t1"u8.ToArray());
        yield return Case("the recipe and more", Encoding.UTF8.GetBytes($"# {Identity}, and more\n"));
        yield return Case("other columns", Encoding.UTF8.GetBytes($"# {Identity}\narchitecture\tseed\n"));

        static TestCaseData Case(string name, byte[] content) => new TestCaseData(content).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Foreign))]
    public void Open_ForeignFile_RefusesAndLeavesItUntouched(byte[] content)
    {
        var path = _folder.File("foreign");
        File.WriteAllBytes(path, content);

        Assert.That(
            () => new TabulationJournal(path, Identity).Dispose(),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("foreign").And.Message.Contains("journal"));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(content));
    }

    [Test]
    public void Open_EmptyOrAbsentFile_StartsAJournal([Values] bool exists)
    {
        var path = _folder.File("new");
        if (exists)
        {
            File.WriteAllBytes(path, []);
        }

        using (var journal = new TabulationJournal(path, Identity))
        {
            journal.Append(Row);
        }

        using var again = new TabulationJournal(path, Identity);
        Assert.That(again.Rows, Is.EqualTo(new[] { Row }));
    }

    [Test]
    public void Open_HeaderCutOffByAKill_StartsAnew([Values(3, 20, 45)] int bytes)
    {
        var path = _folder.File("journal");
        new TabulationJournal(path, Identity).Dispose();
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..bytes]);

        new TabulationJournal(path, Identity).Dispose();

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole));
    }

    [Test]
    public void Open_LastLineCutOffByAKill_GoesOnAfterTheLineBefore()
    {
        var path = _folder.File("journal");
        using (var journal = new TabulationJournal(path, Identity))
        {
            journal.Append(Row);
            journal.Append(Row with { Seed = 2 });
        }

        var whole = File.ReadAllText(path);
        File.WriteAllText(path, whole[..^5]);
        using (var journal = new TabulationJournal(path, Identity))
        {
            Assert.That(journal.Rows, Is.EqualTo(new[] { Row }));
            journal.Append(Row with { Seed = 2 });
        }

        Assert.That(File.ReadAllText(path), Is.EqualTo(whole));
    }

    [Test]
    public void Open_DamagedLine_LeavesTheFileUntouched()
    {
        var path = _folder.File("journal");
        new TabulationJournal(path, Identity).Dispose();
        File.AppendAllText(path, "|a~0|\tone\t1\t1\t1\t1\t1\nunfinished");
        var content = File.ReadAllBytes(path);

        Assert.That(() => new TabulationJournal(path, Identity).Dispose(), Throws.TypeOf<InvalidDataException>().With.Message.Contains("line 3"));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(content));
    }
}
