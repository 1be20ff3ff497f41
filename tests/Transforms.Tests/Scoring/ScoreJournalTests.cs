using NasPipelines.Fixtures;
using NasPipelines.Scoring.Journals;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ScoreJournalTests : IDisposable
{
    private static readonly string[] Texts = [.. SearchSpaces.NasBench201.Sample(40, 3).Select(a => a.Text)];
    private readonly TemporaryFolder _folder = new();

    [Test]
    public void Score_AfterReopening_GivesTheSameBitsWithoutScoring()
    {
        var first = Run("j", new CountingScorer());
        var second = new CountingScorer();

        var again = Run("j", second);

        Assert.That(again, Is.EqualTo(first));
        Assert.That(second.Calls, Is.Zero);
        Assert.That(first.Select(r => r[1].Reason), Has.Some.EqualTo("singular").And.Some.Null);
    }

    [Test]
    public void Score_NewArchitectures_ScoresOnlyThese()
    {
        _ = Run("j", new CountingScorer(), Texts[..15]);
        var second = new CountingScorer();

        _ = Run("j", second);

        Assert.That(second.Calls, Is.EqualTo(Canonical(Texts).Except(Canonical(Texts[..15])).Count()));
    }

    [Test]
    public void Score_OtherSettings_AreKeptApartWithOneWarningThatNamesThem()
    {
        _ = Run("j", new CountingScorer(seed: 1));
        var (second, warnings) = (new CountingScorer(seed: 2), new List<string>());

        var rows = Run("j", second, warn: warnings.Add);

        Assert.That(rows, Is.EqualTo(Run("other", new CountingScorer(seed: 2))));
        Assert.That(second.Calls, Is.EqualTo(Canonical(Texts).Count()));
        Assert.That(warnings, Has.Count.EqualTo(1));
        Assert.That(warnings[0], Does.Contain("Seed 1 → 2").And.Not.Contain("Size"));
    }

    [Test]
    public void Score_Failed_IsRecordedAndRetriedOnRequestOnly()
    {
        var failed = Run("j", new CountingScorer(failing: true), Texts[..3]);
        var untouched = new CountingScorer();
        var kept = Run("j", untouched, Texts[..3]);
        var retried = Run("j", new CountingScorer(), Texts[..3], retryFailed: true);

        Assert.That(failed.Select(r => r[0].Reason), Is.All.EqualTo("out of memory"));
        Assert.That(kept, Is.EqualTo(failed));
        Assert.That(untouched.Calls, Is.Zero);
        Assert.That(retried, Is.EqualTo(Run("clean", new CountingScorer(), Texts[..3])));
        Assert.That(Run("j", new CountingScorer(failing: true), Texts[..3]), Is.EqualTo(retried));
    }

    [Test]
    public void Score_FromTwoThreadsAndTwoJournalsOfOneFile_KeepsEachScoreOnce()
    {
        using (var one = ScoreJournal.Open(Path("j")))
        using (var two = ScoreJournal.Open(Path("j")))
        using (var left = new ScoreMemo(new CountingScorer(), one.For(new CountingScorer(), Ignore)))
        using (var right = new ScoreMemo(new CountingScorer(), two.For(new CountingScorer(), Ignore)))
        {
            Parallel.ForEach(Texts, new() { MaxDegreeOfParallelism = 4 }, t => Score(left, t));
            Parallel.ForEach(Texts.Reverse(), new() { MaxDegreeOfParallelism = 4 }, t => Score(right, t));
        }

        using var journal = ScoreJournal.Open(Path("j"));
        Assert.That(journal.Count, Is.EqualTo(2 * Canonical(Texts).Count()));
    }

    [Test]
    public void Merge_InAnyOrder_GivesTheSameScores()
    {
        _ = Run("left", new CountingScorer(), Texts[..25]);
        _ = Run("right", new CountingScorer(bias: 1e-7), Texts[15..]);
        _ = Run("failed", new CountingScorer(failing: true), Texts[10..20]);

        Merge("one", "left", "right", "failed");
        Merge("two", "failed", "right", "left");

        var (one, two) = (new CountingScorer(), new CountingScorer());
        Assert.That(Run("one", one), Is.EqualTo(Run("two", two)));
        Assert.That(one.Calls + two.Calls, Is.Zero);
    }

    [Test]
    public void Merge_OfScoresThatDisagree_IsRefusedAndChangesNothing()
    {
        _ = Run("left", new CountingScorer(), Texts[..5]);
        _ = Run("right", new CountingScorer(bias: 1), Texts);
        using var journal = ScoreJournal.Open(Path("left"));
        var before = journal.Count;

        Assert.That(() => journal.Merge(Path("right")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("disagree: a of "));
        Assert.That(journal.Count, Is.EqualTo(before));
    }

    [Test]
    public void Open_NotAJournal_SaysSo()
    {
        File.WriteAllText(Path("text"), new string('x', 5000));
        JournalSql.Run(Path("other"), "CREATE TABLE t(x)");

        // A thesis, with and without a last line feed, is neither taken for a journal nor touched.
        foreach (var content in (string[])["x", "\0", "no", "notes", "notes\n", "a line\nand half of ano", new string('\0', 700)])
        {
            File.WriteAllText(Path("notes"), content);
            Assert.That(
                () => ScoreJournal.Open(Path("notes")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("is not a journal"));
            Assert.That(File.ReadAllText(Path("notes")), Is.EqualTo(content));
            Assert.That(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path("notes"))!, "notes-*"), Is.Empty);
        }

        Assert.That(() => ScoreJournal.Open(Path("text")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("is not a journal"));
        Assert.That(
            () => ScoreJournal.Open(Path("other")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("not a journal of scores"));
        Assert.That(
            () => ScoreJournal.Open(Path("nowhere/j")), Throws.TypeOf<IOException>().With.Message.Contains("cannot be opened for writing"));
    }

    [Test]
    public void Score_OnAFullDisk_FailsClearlyAndLosesNothing()
    {
        var first = Run("j", new CountingScorer(), Texts[..10]);
        var many = SearchSpaces.NasBench201.Sample(2000, 8).Select(a => a.Text).ToArray();
        var journal = ScoreJournal.Open(Path("j"));
        journal.Database.Execute($"PRAGMA max_page_count = {journal.Database.Scalar("PRAGMA page_count") + 2}");
        using (var session = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), Ignore)))
        {
            Assert.That(
                () =>
                {
                    _ = many.Select(t => Score(session, t)).ToList();
                    journal.Dispose();
                },
                Throws.TypeOf<IOException>().With.Message.Contains("disk is full"));
        }

        journal.Dispose();
        var counted = new CountingScorer();
        Assert.That(Run("j", counted, Texts[..10]), Is.EqualTo(first));
        Assert.That(counted.Calls, Is.Zero);
    }

    [Test]
    public void Score_IntoAReadOnlyJournal_FailsClearlyAndLosesNothing()
    {
        var first = Run("j", new CountingScorer(), Texts[..10]);
        using (var journal = ScoreJournal.Open(Path("j")))
        using (var session = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), Ignore)))
        {
            journal.Database.Execute("PRAGMA query_only = true");
            Assert.That(
                () =>
                {
                    _ = Texts.Select(t => Score(session, t)).ToList();
                    journal.Dispose();
                },
                Throws.TypeOf<IOException>().With.Message.Contains("cannot be opened for writing"));
        }

        Assert.That(Run("j", new CountingScorer(failing: true), Texts[..10]), Is.EqualTo(first));
    }

    [Test]
    public void Merge_WithItself_IsRefusedAtOnce()
    {
        _ = Run("j", new CountingScorer(), Texts[..3]);
        File.CreateSymbolicLink(Path("link"), Path("j"));
        Directory.CreateSymbolicLink(Path("folder"), Path("."));
        using var journal = ScoreJournal.Open(Path("j"));

        Assert.That(() => journal.Merge(Path("j")), Throws.ArgumentException.With.Message.Contains("same file"));
        Assert.That(() => journal.Merge(Path("link")), Throws.ArgumentException.With.Message.Contains("same file"));
        Assert.That(() => journal.Merge(Path("folder/j")), Throws.ArgumentException.With.Message.Contains("same file"));
    }

    [Test]
    public void Score_KnownForAMoment_IsInTheFileWithoutAnotherOne()
    {
        using var journal = ScoreJournal.Open(Path("j"));
        using var memo = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), Ignore));
        _ = Score(memo, Texts[0]);

        using var reader = ScoreJournal.Open(Path("j"));
        Assert.That(
            () => reader.Count, Is.EqualTo(2).After(5000, 50),
            "written by the journal itself: a kill during a long architecture loses nothing");
    }

    [Test]
    public void Dispose_AfterTheLastScoresCouldNotBeWritten_SaysSoOnce()
    {
        var journal = ScoreJournal.Open(Path("j"));
        using (var memo = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), Ignore)))
        {
            _ = Score(memo, Texts[0]);
            journal.Database.Execute("PRAGMA query_only = true");
            _ = Score(memo, Texts[1]);
            Thread.Sleep(1000);
        }

        Assert.That(journal.Dispose, Throws.TypeOf<IOException>().With.Message.Contains("cannot be opened for writing"));
        Assert.That(journal.Dispose, Throws.Nothing);
    }

    [Test]
    public void Open_OfTheFirstVersion_SaysWhatToDoAndLeavesIt()
    {
        JournalSql.Run(Path("old"), "CREATE TABLE score(x); PRAGMA application_id = 0x4E415350; PRAGMA user_version = 1");

        var before = File.ReadAllBytes(Path("old"));

        Assert.That(
            () => ScoreJournal.Open(Path("old")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("version 1").And.Message.Contains("name another file"));
        Assert.That(File.ReadAllBytes(Path("old")), Is.EqualTo(before));
    }

    [Test]
    public void Score_WithOtherThreads_IsFoundAgainAndTheThreadsAreRecorded()
    {
        using (var journal = ScoreJournal.Open(Path("j")))
        using (var memo = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), Ignore)))
        {
            _ = memo.Score(Texts[0], SearchSpaces.NasBench201.Parse, new ScoringContext(2));
            _ = memo.Score(Texts[1], SearchSpaces.NasBench201.Parse, new ScoringContext(64));
        }

        var second = new CountingScorer();
        _ = Run("j", second, Texts[..2]);

        using var again = ScoreJournal.Open(Path("j"));
        Assert.That(second.Calls, Is.Zero);
        Assert.That(again.Database.Scalar("SELECT sum(threads) FROM run WHERE id IN (SELECT run FROM score)"), Is.EqualTo(66));
    }

    [Test]
    public void Score_OnAnotherDevice_IsFoundAgainAndTheDeviceIsRecordedAndMerged()
    {
        _ = Run("gpu", new CountingScorer(device: "cuda:0"), Texts[..2]);
        var onCpu = new CountingScorer();
        _ = Run("gpu", onCpu, Texts[..2]);
        Assert.That(onCpu.Calls, Is.Zero, "what a GPU has scored is not scored anew");
        _ = Run("gpu", new CountingScorer());

        using var merged = ScoreJournal.Open(Path("merged"));
        var taken = merged.Merge(Path("gpu"));

        const string Devices = "SELECT count(*) FROM score s JOIN device d ON d.run = s.run WHERE d.name = 'cuda:0'";
        Assert.That(merged.Database.Scalar(Devices), Is.EqualTo(4).And.LessThan(taken), "two functions, of which two scores are kept");
        Assert.That(merged.Database.Scalar("SELECT count(*) FROM device"), Is.EqualTo(1), "runs on the CPU are not listed");
    }

    public void Dispose() => _folder.Dispose();

    private string Path(string name) => _folder.File(name);

    private List<(long Bits, string? Reason)[]> Run(
        string name, CountingScorer scorer, string[]? texts = null, bool retryFailed = false, Action<string>? warn = null)
    {
        using var journal = ScoreJournal.Open(Path(name), retryFailed);
        using var session = new ScoreMemo(scorer, journal.For(scorer, warn ?? Ignore));
        return [.. (texts ?? Texts).Select(
            t => Score(session, t).Values.Select(v => (BitConverter.DoubleToInt64Bits(v.Value), v.Reason)).ToArray())];
    }

    private void Merge(string into, params string[] names)
    {
        using var journal = ScoreJournal.Open(Path(into));
        foreach (var name in names)
        {
            _ = journal.Merge(Path(name));
        }
    }

    private static IEnumerable<string> Canonical(IEnumerable<string> texts) =>
        texts.Select(t => SearchSpaces.NasBench201.Parse(t).Canonical).Distinct();

    private static ScoreRow Score(ScoreMemo memo, string text) => memo.Score(text, SearchSpaces.NasBench201.Parse, new ScoringContext(1));

    private static void Ignore(string warning)
    {
    }
}
