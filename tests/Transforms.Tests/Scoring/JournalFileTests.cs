using Microsoft.Data.Sqlite;
using NasPipelines.Fixtures;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

/// <summary>What becomes of journals that are damaged, half born, left behind by a kill, read-only or oddly named.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournalFileTests : IDisposable
{
    private static readonly string[] Texts = [.. SearchSpaces.NasBench201.Sample(40, 3).Select(a => a.Text)];
    private readonly TemporaryFolder _folder = new();

    [Test]
    public void Score_AfterEachBitOfAScoreFlipped_IsComputedAgainAndSaid()
    {
        var expected = Run("j", out _, out _);
        var bytes = File.ReadAllBytes(Path("j"));
        var value = expected.Select(r => r[0]).First(v => v.Reason is null && BitConverter.Int64BitsToDouble(v.Bits) % 1 != 0);
        var place = bytes.AsSpan().IndexOf(BitConverter.GetBytes(value.Bits).Reverse().ToArray()); // SQLite's numbers are big-endian
        Assert.That(place, Is.Positive, $"{value}");
        for (var bit = 0; bit < 64; bit++)
        {
            WriteAllBytes("j", Flipped(bytes, (8 * place) + bit));

            var found = Run("j", out var calls, out var warnings);

            Assert.That(found, Is.EqualTo(expected), $"bit {bit}");
            Assert.That(calls, Is.EqualTo(1));
            Assert.That(warnings, Has.Count.EqualTo(1).And.All.Contains("computed again").And.All.Contains(Path("j")));
            Assert.That(Run("j", out calls, out warnings), Is.EqualTo(expected), "it is mended");
            Assert.That((calls, warnings.Count), Is.EqualTo((0, 0)));
        }
    }

    [Test]
    public void Score_AfterAnyBitOfTheFileFlipped_IsNeverWrong()
    {
        var expected = Run("j", out _, out _);
        var bytes = File.ReadAllBytes(Path("j"));
        var random = new Random(5);
        var (refused, mended) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            WriteAllBytes("j", Flipped(bytes, random.Next(8 * bytes.Length)));
            try
            {
                Assert.That(Run("j", out var calls, out _), Is.EqualTo(expected));
                mended += Math.Sign(calls);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                Assert.That(e.Message, Does.Contain(Path("j")).And.Not.Contain('\n'));
                refused++;
            }
        }

        TestContext.Out.WriteLine($"{refused} refused, {mended} computed again");
    }

    [TestCase("UPDATE score SET reason = NULL, value = NULL")]
    [TestCase("UPDATE score SET value = 9e999")]
    [TestCase("UPDATE score SET reason = 'no reason', value = NULL")]
    [TestCase("UPDATE score SET architecture = 'x'")]
    [TestCase("UPDATE score SET failed = 1 - failed")]
    [TestCase("UPDATE score SET checksum = checksum + 1")]
    public void Score_OfRowsThatWereTamperedWith_IsComputedAgain(string statement)
    {
        var expected = Run("j", out var all, out _);
        Sql("j", statement);

        Assert.That(Run("j", out var calls, out var warnings), Is.EqualTo(expected));
        Assert.That(calls, Is.EqualTo(all));
        Assert.That(warnings, Has.Count.EqualTo(10), "further ones are not named");
        using var journal = ScoreJournal.OpenRead(Path("j"));
        Assert.That(journal.Damaged, Is.Zero, "the rows were written anew");
    }

    [Test]
    public void Merge_OfDamagedScores_LeavesThemAndMendsItsOwn()
    {
        var expected = Run("good", out var all, out _);
        File.Copy(Path("good"), Path("bad"));
        Sql("bad", "UPDATE score SET value = value + 1 WHERE key = (SELECT min(key) FROM score WHERE value IS NOT NULL)");
        using (var bad = ScoreJournal.OpenRead(Path("bad")))
        using (var journal = ScoreJournal.Open(Path("merged")))
        {
            Assert.That(bad.Damaged, Is.InRange(1, 2));
            Assert.That(journal.Merge(Path("bad")), Is.EqualTo(bad.Count - bad.Damaged));
            Assert.That(journal.Damaged, Is.Zero);
        }

        Assert.That(Run("merged", out var calls, out _), Is.EqualTo(expected));
        Assert.That(calls, Is.EqualTo(1));
        using (var mended = ScoreJournal.Open(Path("bad")))
        {
            Assert.That(mended.Merge(Path("good")), Is.Positive, "its damaged scores disagree with nobody");
        }

        Assert.That(Run("bad", out calls, out _), Is.EqualTo(expected));
        Assert.That((calls, all > 1), Is.EqualTo((0, true)));
    }

    [Test]
    public void Open_OfAJournalKilledAtItsBirth_IsTakenAsNew()
    {
        var born = System.IO.Path.Combine(TestData.Fixture("attacks/journal-killed-at-birth"), "kk.j");
        foreach (var content in new[] { File.ReadAllBytes(born), [] })
        {
            WriteAllBytes("j", content);
            using (var read = ScoreJournal.OpenRead(Path("j")))
            using (var other = ScoreJournal.Open(Path($"other{content.Length}")))
            {
                Assert.That((read.Count, read.Damaged, other.Merge(Path("j"))), Is.EqualTo((0L, 0L, 0)));
            }

            Assert.That(File.ReadAllBytes(Path("j")), Is.EqualTo(content), "only read");
            var expected = Run("j", out _, out _);
            Assert.That(Run("j", out var calls, out _), Is.EqualTo(expected));
            Assert.That(calls, Is.Zero);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public void ReadAndMerge_OfWhatAKillLeft_HasItsScoresAndChangesNothing(bool withIndex)
    {
        List<(long, string?)[]> expected;
        using (var journal = ScoreJournal.Open(Path("live")))
        using (var memo = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), _ => { })))
        {
            expected = [.. Texts.Select(t => Bits(Score(memo, t)))];
            journal.Database.Settle();
            Directory.CreateDirectory(Path("left"));
            var files = Directory.GetFiles(Path("."), "live*");
            foreach (var file in files.Where(f => withIndex || !f.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.Copy(file, System.IO.Path.Combine(Path("left"), System.IO.Path.GetFileName(file)));
            }
        }

        Assert.That(File.Exists(Path("left/live-wal")), "the scores are in the log");
        var before = Content("left");

        using (var read = ScoreJournal.OpenRead(Path("left/live")))
        using (var merged = ScoreJournal.Open(Path("merged")))
        {
            Assert.That(read.Count, Is.Positive);
            Assert.That(merged.Merge(Path("left/live")), Is.EqualTo(read.Count));
        }

        Assert.That(Content("left"), Is.EqualTo(before));
        Assert.That(Run("merged", out var calls, out _), Is.EqualTo(expected));
        Assert.That(calls, Is.Zero);
        Assert.That(Directory.GetFiles(System.IO.Path.GetTempPath(), "naspipelines-journal.*"), Is.Empty);
    }

    [Test]
    public void ReadAndMerge_OfAJournalOfAnotherMode_ChangesNoByteAndKeepsNothingBesideIt()
    {
        _ = Run("j", out _, out _);
        Sql("j", "PRAGMA journal_mode = delete");
        Directory.CreateDirectory(Path("only"));
        File.Move(Path("j"), Path("only/j"));
        var before = Content("only");

        using (var read = ScoreJournal.OpenRead(Path("only/j")))
        using (var merged = ScoreJournal.Open(Path("merged")))
        {
            Assert.That(merged.Merge(Path("only/j")), Is.EqualTo(read.Count).And.Positive);
            Assert.That(Content("only"), Is.EqualTo(before));
        }
    }

    [Test]
    public void Read_WhileAnotherOneWrites_SeesWhatIsThere()
    {
        using var journal = ScoreJournal.Open(Path("j"));
        using var memo = new ScoreMemo(new CountingScorer(), journal.For(new CountingScorer(), _ => { }));
        _ = Score(memo, Texts[0]);
        journal.Database.Settle();
        using var read = ScoreJournal.OpenRead(Path("j"));
        var first = read.Count;
        _ = Score(memo, Texts[1]);
        journal.Database.Settle();

        Assert.That((first, read.Count), Is.EqualTo((2, 4)));
    }

    [Test]
    public void Score_WithAJournalThatIsOnlyRead_TakesItsScoresAndKeepsNone()
    {
        _ = Run("j", out _, out _, Texts[..10]);
        var before = File.ReadAllBytes(Path("j"));
        var scorer = new CountingScorer();
        using (var journal = ScoreJournal.OpenRead(Path("j")))
        using (var memo = new ScoreMemo(scorer, journal.For(scorer, _ => { })))
        {
            _ = Texts.Select(t => Score(memo, t)).ToList();
        }

        Assert.That(scorer.Calls, Is.InRange(1, Texts.Length - 5));
        Assert.That(File.ReadAllBytes(Path("j")), Is.EqualTo(before));
    }

    [TestCase("ALTER TABLE score DROP COLUMN seconds", "seconds")]
    [TestCase("ALTER TABLE score RENAME COLUMN checksum TO sum", "checksum")]
    [TestCase("DROP TABLE score", "score")]
    [TestCase("DROP TABLE estimator", "estimator")]
    [TestCase("PRAGMA user_version = 0", "version 0")]
    [TestCase("PRAGMA user_version = 2", "checksums")]
    [TestCase("PRAGMA user_version = 4", "update NasPipelines")]
    [TestCase("PRAGMA application_id = 7", "not a journal")]
    public void Open_OfAnotherVersionOrDamaged_SaysOfWhichFileAndLeavesIt(string statement, string fault)
    {
        _ = Run("j", out _, out _);
        Sql("j", $"PRAGMA foreign_keys = off; PRAGMA journal_mode = delete; {statement}");
        var before = File.ReadAllBytes(Path("j"));
        using var merged = ScoreJournal.Open(Path("merged"));
        foreach (var open in (Action[])
            [() => ScoreJournal.Open(Path("j")), () => ScoreJournal.OpenRead(Path("j")), () => merged.Merge(Path("j"))])
        {
            Assert.That(
                open,
                Throws.TypeOf<InvalidDataException>().With.Message.Contains(fault).And.Message.Contains(Path("j"))
                    .And.Message.Not.Contains(Path("merged")));
        }

        Assert.That(File.ReadAllBytes(Path("j")), Is.EqualTo(before));
    }

    // Damage to a page that SQLite can read: values of another type, and estimators that are not what their scores are found by.
    [TestCase("hash = CAST(hash AS BLOB)", "estimator.hash")]
    [TestCase("score = NULL", "estimator.score")]
    [TestCase("identity = 'another'", "another hash")]
    public void Merge_OfAJournalWithDamagedEstimators_RefusesItByName(string change, string fault)
    {
        _ = Run("j", out _, out _);
        const string Columns = "hash TEXT NOT NULL UNIQUE, score TEXT NOT NULL", Loose = "hash TEXT UNIQUE, score TEXT";
        Schema($"replace(replace(sql, '{Columns}', '{Loose}'), ') STRICT', ')') WHERE name = 'estimator'");
        Sql("j", $"UPDATE estimator SET {change}");
        Schema($"replace(sql, '{Loose}', '{Columns}') || ' STRICT' WHERE name = 'estimator'");
        using var merged = ScoreJournal.Open(Path("merged"));

        foreach (var use in (Action[])[() => merged.Merge(Path("j")), () => Verify("j")])
        {
            Assert.That(use, Throws.TypeOf<InvalidDataException>().With.Message.Contains(fault).And.Message.Contains(Path("j")));
        }

        Assert.That(merged.Count, Is.Zero);
    }

    [Test]
    public void Verify_OfScoresWhoseEstimatorIsGone_CountsThemAsDamaged()
    {
        _ = Run("j", out _, out _);
        Sql("j", "PRAGMA foreign_keys = off; DELETE FROM estimator");

        var verified = Verify("j");

        using var journal = ScoreJournal.OpenRead(Path("j"));
        Assert.That(journal.Damaged, Is.Positive);
        Assert.That((verified.Recomputed, verified.Damaged), Is.EqualTo((0, journal.Damaged)));
    }

    // What a run that goes on from a journal is told where an index still finds an estimator that a damaged page has lost.
    [Test]
    public void Fault_OfAConstraint_IsDamageOfTheJournal() => Assert.That(
        JournalFaults.Of(new SqliteException("SQLite Error 19: 'FOREIGN KEY constraint failed'.", 19), Path("j"), reading: false),
        Is.TypeOf<InvalidDataException>().With.Message.Contains(Path("j")).And.Message.Contains("damaged"));

    [Test]
    public void Open_WithADamagedSchema_SaysSoInOneLine()
    {
        _ = Run("j", out _, out _);
        Schema("replace(sql, 'started', '`') WHERE name = 'run'");

        Assert.That(() => ScoreJournal.Open(Path("j")), Throws.TypeOf<InvalidDataException>()
            .With.Message.Contains("malformed").And.Message.Contains(Path("j")).And.Message.Not.Contains("\n"));
    }

    [Test]
    public void Open_WithAFurtherColumn_IsNoObstacle()
    {
        var expected = Run("j", out _, out _);
        Sql("j", "ALTER TABLE score ADD COLUMN note TEXT");

        Assert.That(Run("j", out var calls, out _), Is.EqualTo(expected));
        Assert.That(calls, Is.Zero);
        using var merged = ScoreJournal.Open(Path("merged"));
        Assert.That(merged.Merge(Path("j")), Is.Positive);
    }

    [Test]
    public void Open_TornOrText_IsRefusedInALine()
    {
        _ = Run("j", out _, out _);
        var whole = File.ReadAllBytes(Path("j"));
        WriteAllBytes("torn", whole[..(whole.Length / 2)]);
        WriteAllBytes("zero", [.. whole[..4096], .. new byte[whole.Length - 4096]]);
        using var merged = ScoreJournal.Open(Path("merged"));
        foreach (var name in (string[])["torn", "zero"])
        {
            foreach (var use in (Action[])[() => Run(name, out _, out _), () => merged.Merge(Path(name))])
            {
                Assert.That(
                    use, Throws.TypeOf<InvalidDataException>().With.Message.Contains(Path(name)).And.Message.Not.Contains(Path("merged")));
            }
        }
    }

    [TestCase(":memory:")]
    [TestCase("file:x.journal")]
    [TestCase("file::memory:?cache=shared")]
    [TestCase("a b ünï#?%20;=x.journal")]
    public void Open_OfAnOddName_IsAFileOfThatName(string name)
    {
        var expected = Run(name, out _, out _);

        Assert.That(File.Exists(Path(name)));
        Assert.That(Run(name, out var calls, out _), Is.EqualTo(expected));
        using var merged = ScoreJournal.Open(Path("merged"));
        Assert.That(merged.Merge(Path(name)), Is.Positive);
        Assert.That(calls, Is.Zero);
    }

    [Test]
    public void Open_WhereOnlyTheLogIsLeft_SaysSo()
    {
        WriteAllBytes("j-wal", new byte[100]);

        Assert.That(() => ScoreJournal.Open(Path("j")), Throws.TypeOf<IOException>().With.Message.Contains(Path("j") + "-wal"));
        Assert.That(File.Exists(Path("j")), Is.False);
    }

    [Test]
    public void OpenRead_OfNothing_SaysSo() => Assert.That(
        () => ScoreJournal.OpenRead(Path("nowhere")), Throws.TypeOf<FileNotFoundException>().With.Message.Contains("nowhere"));

    public void Dispose() => _folder.Dispose();

    private string Path(string name) => _folder.File(name);

    private List<(long Bits, string? Reason)[]> Run(string name, out int calls, out List<string> warnings, string[]? texts = null)
    {
        var scorer = new CountingScorer();
        var said = warnings = [];
        using var journal = ScoreJournal.Open(Path(name));
        using var memo = new ScoreMemo(scorer, journal.For(scorer, said.Add));
        List<(long, string?)[]> rows = [.. (texts ?? Texts).Select(t => Bits(Score(memo, t)))];
        calls = scorer.Calls;
        return rows;
    }

    private void Schema(string change) => Sql("j", $"PRAGMA writable_schema = on; UPDATE sqlite_master SET sql = {change}");

    private JournalVerification Verify(string name)
    {
        using var journal = ScoreJournal.OpenRead(Path(name));
        return ScoringModel.Verify(journal, sample: 3);
    }

    private void Sql(string name, string statement) => JournalSql.Run(Path(name), statement);

    private void WriteAllBytes(string name, byte[] content)
    {
        File.Delete(Path(name + "-wal"));
        File.Delete(Path(name + "-shm"));
        File.WriteAllBytes(Path(name), content);
    }

    // An index of a log is made anew by whoever needs it.
    private List<(string, string)> Content(string folder) =>
        [.. Directory.GetFiles(Path(folder)).Order().Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))
            .Select(f => (f, Convert.ToHexString(File.ReadAllBytes(f))))];

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static (long Bits, string? Reason)[] Bits(ScoreRow row) =>
        [.. row.Values.Select(v => (BitConverter.DoubleToInt64Bits(v.Value), v.Reason))];

    private static ScoreRow Score(ScoreMemo memo, string text) => memo.Score(text, SearchSpaces.NasBench201.Parse, new ScoringContext(1));
}
