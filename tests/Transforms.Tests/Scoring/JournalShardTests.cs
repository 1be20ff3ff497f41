using NasPipelines.Fixtures;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Scoring;

/// <summary>Shards with a journal each, what merging says of them, and how far they are.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournalShardTests : IDisposable
{
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;
    private static readonly Architecture[] All = [.. Space.Sample(60, 3)];
    private static readonly int Functions = All.DistinctBy(a => a.Canonical).Count();
    private readonly TemporaryFolder _folder = new();

    [Test]
    public void Run_EveryShardInAnyOrder_ScoresEachFunctionOnceAndMergesToTheWhole()
    {
        var whole = new CountingScorer();
        var values = Run(whole, "whole");
        var scorers = Enumerable.Range(1, 7).Select(_ => new CountingScorer()).ToList();
        foreach (var index in (int[])[5, 1, 7, 2, 4, 3, 6])
        {
            // Each process reads the table in an order of its own.
            _ = Run(scorers[index - 1], $"shard{index}", new(index, 7), rows: [.. All.Skip(index).Concat(All.Take(index)).Reverse()]);
        }

        Merge("all", 3, 7, 1, 2, 6, 5, 4);
        var reader = new CountingScorer();
        var merged = Run(reader, "all");

        Assert.That(scorers.Sum(s => s.Calls), Is.EqualTo(Functions).And.EqualTo(whole.Calls));
        Assert.That(scorers.Select(s => s.Calls), Is.All.InRange((Functions / 7) - 4, (Functions / 7) + 4));
        Assert.That(reader.Calls, Is.Zero);
        Assert.That(merged, Is.EqualTo(values));
        Assert.That(Missing("all", 7), Is.Empty);
    }

    [Test]
    public void Missing_OfAnIncompleteMerge_NamesShardsAndArchitectures()
    {
        Run(new CountingScorer(), "shard1", new(1, 3));
        var stopped = new CountingScorer();
        Assert.That(
            () => Run(stopped, "shard2", new(2, 3), stopAfter: 4), Throws.InstanceOf<OperationCanceledException>());
        Merge("all", 1, 2);

        var missing = Missing("all", 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(missing.Select(m => $"{m.Shard}"), Is.EqualTo(new[] { "2/3", "3/3" }));
            Assert.That(missing[0].Functions, Is.EqualTo(Status("shard2").Functions - 4));
            Assert.That(missing[0].Examples, Has.Count.EqualTo(2).And.SubsetOf(All.Select(a => a.Text)));
            Assert.That(missing[0].ToString(), Does.Contain("2/3 lacks a, b of").And.Contain(missing[0].Examples[0]));
            Assert.That(missing[1].Functions, Is.Null);
            Assert.That(missing[1].ToString(), Does.Contain("no journal"));
        }
    }

    [Test]
    public void Missing_ShardsOfAnotherNumberOrTable_AreRefused()
    {
        Run(new CountingScorer(), "shard1", new(1, 3));
        Run(new CountingScorer(), "shard2", new(2, 3), rows: All[..40]);
        Run(new CountingScorer(), "whole");
        Merge("all", 1, 2);

        Assert.That(() => Missing("all", 3), Throws.TypeOf<InvalidDataException>().With.Message.Contains("different tables"));
        Assert.That(() => Missing("all", 4), Throws.TypeOf<InvalidDataException>().With.Message.Contains("shards are of 3"));
        Assert.That(() => Missing("whole", 3), Throws.TypeOf<InvalidDataException>().With.Message.Contains("none of its scores"));
    }

    [Test]
    public void Run_Stopped_FinishesTheArchitectureAtHandAndGoesOn()
    {
        var first = new CountingScorer();
        Assert.That(() => Run(first, "shard1", new(1, 2), stopAfter: 5), Throws.InstanceOf<OperationCanceledException>());
        var stopped = Status("shard1");
        var second = new CountingScorer();
        _ = Run(second, "shard1", new(1, 2));
        var done = Status("shard1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Calls, Is.EqualTo(5), "the token was cancelled when the fifth was at hand");
            Assert.That((stopped.Done, stopped.State), Is.EqualTo((5, "stopped")));
            Assert.That((stopped.PerSecond, stopped.Remaining), Is.EqualTo((0.0, (TimeSpan?)null)));
            Assert.That(first.Calls + second.Calls, Is.EqualTo(stopped.Functions));
            Assert.That((done.Done, done.State, done.Remaining), Is.EqualTo((done.Functions, "done", TimeSpan.Zero)));
        }
    }

    [Test]
    public void Status_OfARunThatIsAtIt_TellsRateAndSilence()
    {
        JournalStatus during = null!;
        Run(new CountingScorer(), "shard1", new(1, 2), told: done =>
        {
            if (done == 10)
            {
                Thread.Sleep(400); // longer than scores wait to be written
                during = JournalStatus.Read(Path("shard1"));
            }
        });
        Execute("shard1", "UPDATE attempt SET state = 'running', updated = '2020-01-01T00:00:00.0000000Z'");
        Execute("shard1", "DELETE FROM score WHERE key = (SELECT max(key) FROM score)");
        var silent = Status("shard1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(during.Shards.Single().State, Is.EqualTo("running"));
            Assert.That(during.Done, Is.EqualTo(10));
            Assert.That(during.Functions, Is.EqualTo(Functions), "those of the other shard, which has not begun, included");
            Assert.That(during.Shards.Single().Host, Is.EqualTo(Environment.MachineName));
            Assert.That((silent.State, silent.Done), Is.EqualTo(("silent", silent.Functions - 1)));
            Assert.That(silent.Silence, Is.GreaterThan(TimeSpan.FromDays(365)));
        }
    }

    [Test]
    public void Status_OfFailuresAndUndefinedValues_CountsThemByReason()
    {
        Run(new CountingScorer(failing: true), "shard1", new(1, 2));
        Run(new CountingScorer(), "shard2", new(2, 2));
        Run(new CountingScorer(failing: true), "whole");
        Assert.That(Status("whole").Failed, Is.EqualTo(Functions));
        File.WriteAllText(Path("broken"), "no journal at all");

        var status = JournalStatus.Read(Path("shard1"), Path("shard2"), Path("broken"));

        var (failing, fine) = (status.Shards[0], status.Shards[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failing.Failed, fine.Failed), Is.EqualTo((failing.Functions, 0)));
            Assert.That((status.Done, status.Functions), Is.EqualTo((Functions, Functions)));
            Assert.That(
                status.MissingValues.Select(m => (m.Score, m.Reason, m.IsFailure)),
                Is.EquivalentTo(new[] { ("a", "out of memory", true), ("b", "out of memory", true), ("b", "singular", false) }));
            Assert.That(status.MissingValues.Where(m => m.IsFailure).Select(m => m.Count), Is.All.EqualTo(failing.Functions));
            Assert.That(status.Unreadable.Single(), Does.Contain("broken").And.Contain("not a journal"));
        }
    }

    [TestCase("UPDATE attempt SET updated = '2026-02-30'", "2026-02-30")]
    [TestCase("UPDATE task SET shard = 3", "3 of 2")]
    [TestCase("UPDATE task SET shards = 2000000", "1 of 2000000")]
    [TestCase("ALTER TABLE task RENAME TO old; CREATE TABLE task AS SELECT * FROM old; UPDATE task SET total = NULL", "NULL")]
    public void Status_OfADamagedTask_IsUnreadableByName(string statement, string fault)
    {
        Run(new CountingScorer(), "damaged", new(1, 2));
        Run(new CountingScorer(), "shard2", new(2, 2));
        JournalSql.Run(Path("damaged"), statement);

        var status = JournalStatus.Read(Path("damaged"), Path("shard2"));

        Assert.That(status.Unreadable.Single(), Does.Contain(fault).And.Contain(Path("damaged")));
        Assert.That(status.Shards, Has.Count.EqualTo(1));
    }

    [Test]
    public void Status_OfAMergedJournalAndItsShards_CountsEachOnce()
    {
        Run(new CountingScorer(), "shard1", new(1, 2));
        Run(new CountingScorer(), "shard2", new(2, 2));
        Merge("all", 1, 2);

        var status = JournalStatus.Read(Path("all"), Path("shard1"), Path("shard2"));

        Assert.That((status.Shards.Count, status.Done, status.Functions), Is.EqualTo((4, Functions, Functions)));
    }

    [Test]
    public void Run_OfTheWholeFromAFullJournal_LeavesItAsItIs()
    {
        Run(new CountingScorer(), "whole");
        var before = File.ReadAllBytes(Path("whole"));
        Run(new CountingScorer(), "whole");
        Assert.That(File.ReadAllBytes(Path("whole")), Is.EqualTo(before));
        Assert.That((Status("whole").Done, Status("whole").Shard), Is.EqualTo((Functions, (Shard?)null)));
    }

    public void Dispose() => _folder.Dispose();

    private List<string> Run(
        CountingScorer scorer, string journal, Shard? shard = null, int? stopAfter = null, Architecture[]? rows = null,
        Action<int>? told = null)
    {
        rows ??= All;
        using var stop = new CancellationTokenSource();
        using var kept = ScoreJournal.Open(Path(journal));
        using var memo = new ScoreMemo(scorer, kept.For(scorer, _ => { }));
        scorer.Called = calls =>
        {
            if (calls == stopAfter)
            {
                stop.Cancel();
            }
        };
        var run = new RunOptions { Threads = 1, StopToken = stop.Token, Progress = new Told(told) };
        _ = ScoringRun.Run(memo, [.. rows.Select(a => (a.Text, a))], run, new(1, 1, 0, 0), shard: shard);
        return [.. rows.Select(a => memo.Known(a.Text) is { } row ? string.Join(' ', row.Values) : "other shard")];
    }

    private ShardStatus Status(string journal) => JournalStatus.Read(Path(journal)).Shards.Single();

    private IReadOnlyList<MissingShard> Missing(string journal, int shards)
    {
        using var merged = ScoreJournal.Open(Path(journal));
        return merged.Missing(shards);
    }

    private void Merge(string into, params int[] shards)
    {
        using var merged = ScoreJournal.Open(Path(into));
        foreach (var shard in shards)
        {
            _ = merged.Merge(Path($"shard{shard}"));
        }
    }

    private void Execute(string journal, string statement)
    {
        using var opened = ScoreJournal.Open(Path(journal));
        opened.Database.Do(() => opened.Database.Execute(statement));
    }

    private string Path(string name) => _folder.File(name);

    private sealed class Told(Action<int>? told) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => told?.Invoke(value.Done);
    }
}
