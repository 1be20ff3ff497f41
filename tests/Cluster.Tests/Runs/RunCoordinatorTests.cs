using CsCheck;
using NasPipelines.Cluster.Runs;

namespace NasPipelines.Cluster.Tests.Runs;

[Parallelizable(ParallelScope.All)]
public sealed class RunCoordinatorTests
{
    private static readonly LeaseRules Rules = new() { Batch = Seconds(10), Lease = Seconds(20) };

    [Test]
    public void Take_AsPaceIsLearnt_LendsAboutTenSecondsAtATime()
    {
        var coordinator = Make(100_000);
        List<int> sizes = [];
        for (var (i, now) = (0, 0.0); i < 6; i++)
        {
            var batch = coordinator.Take("a", "a/0", Seconds(now))!;
            sizes.Add(batch.Places.Length);
            now += batch.Places.Length * 0.01;
            Tell(coordinator, batch, batch.Places.Length, 0.01, now);
        }

        // A hundredth of a second each: ten seconds are a thousand, reached in steps of at most eight times the last.
        Assert.That(sizes, Is.EqualTo(new[] { 1, 8, 64, 512, 1000, 1000 }));
        Assert.That(coordinator.SecondsEach, Is.EqualTo(0.01).Within(1e-9));
    }

    [Test]
    public void Take_AtTheEnd_LeavesSomethingForEveryWorker()
    {
        var coordinator = Make(40);
        var first = coordinator.Take("a", "a/0", Seconds(0))!;
        Tell(coordinator, first, 1, 0.001, 0.1);
        _ = coordinator.Take("b", "b/0", Seconds(0.1));

        Assert.That(coordinator.Take("a", "a/0", Seconds(0.2))!.Places, Has.Length.LessThanOrEqualTo(10));
    }

    [Test]
    public void Lease_NotRenewed_GoesToAnotherAndALateRowCountsOnce()
    {
        var coordinator = Make(1);
        var lost = coordinator.Take("a", "a/0", Seconds(0))!;
        Assert.That(coordinator.Renew(lost.Lease, Seconds(15)), Is.True);
        Assert.That(coordinator.Take("b", "b/0", Seconds(24)), Is.Null, "it was heard of nine seconds ago");

        var again = coordinator.Take("b", "b/0", Seconds(26))!;

        Assert.That(again.Places, Is.EqualTo(lost.Places));
        Assert.That(coordinator.Renew(lost.Lease, Seconds(27)), Is.False);
        Assert.That(coordinator.Accept(0, "of a"), Is.True, "a row is a row, whoever tells it");
        Assert.That(coordinator.Accept(0, "of b"), Is.False);
        Assert.That(coordinator.Rows(0, 10), Is.EqualTo(new[] { (0, "of a") }));
        Assert.That((coordinator.IsDone, coordinator.Lost), Is.EqualTo((true, 1)));
    }

    [Test]
    public void Finish_WithoutAllRows_ReturnsTheRestAndBlamesNobody()
    {
        var coordinator = Make(8);
        Tell(coordinator, coordinator.Take("a", "a/0", Seconds(0))!, 1, 0.001, 0);
        var batch = coordinator.Take("a", "a/0", Seconds(1))!;
        coordinator.Accept(batch.Places[0], "row");
        coordinator.Finish(batch.Lease, 1, 0.1, Seconds(2));

        Assert.That(coordinator.Lost, Is.Zero);
        Assert.That(coordinator.Take("b", "b/0", Seconds(2))!.Places[0], Is.EqualTo(batch.Places[1]));
    }

    // Number 57 kills whoever scores it, and with it the other workers of the same process.
    [TestCase(1)]
    [TestCase(4)]
    public void Run_AnArchitectureThatKills_IsGivenUpAndNoOther(int workersOfASilo)
    {
        const int Killer = 57;
        var coordinator = Make(300);
        var (now, deaths) = (0.0, 0);
        while (!coordinator.IsDone)
        {
            foreach (var silo in (string[])["a", "b"])
            {
                var batches = Enumerable.Range(0, workersOfASilo)
                    .Select(i => coordinator.Take(silo, $"{silo}/{i}", Seconds(now))).OfType<Batch>().ToList();
                if (batches.Exists(batch => batch.Places.Contains(Killer)))
                {
                    deaths++;
                    continue;
                }

                batches.ForEach(batch => Tell(coordinator, batch, batch.Places.Length, 0.1, now + 1));
            }

            now += 30;
            coordinator.Sweep(Seconds(now));
            Assert.That(now, Is.LessThan(1e5));
        }

        var given = coordinator.Rows(0, 300).Where(row => row.Row != "row").ToList();
        Assert.That(given, Has.Count.EqualTo(1));
        Assert.That(given[0].Place, Is.EqualTo(Killer));
        Assert.That(given[0].Row, Does.StartWith("given up: 3 workers were lost while they scored it"));
        Assert.That((coordinator.GivenUp, deaths), Is.EqualTo((1, deaths)));
        Assert.That(deaths, Is.LessThanOrEqualTo(7));
    }

    // Whatever workers do and forget, every architecture has a row, and one.
    [Test]
    public void Run_AnyCourseOfEvents_EndsWithOneRowEach() => Gen.Select(Gen.Int[1, 60], Gen.Int[1, 5], Gen.Int[0, 5].Array[400]).Sample(
        (count, workers, events) =>
        {
            var coordinator = Make(count);
            var held = new Batch?[workers];
            List<(int, string)> rows = [];
            var now = 0.0;
            for (var i = 0; !coordinator.IsDone; i++)
            {
                var (worker, kind) = (i % workers, i < events.Length ? events[i] : 0);
                now += 0.5;
                if (held[worker] is not { } batch)
                {
                    held[worker] = coordinator.Take($"{worker}", $"{worker}/0", Seconds(now));
                }
                else if (kind == 1)
                {
                    held[worker] = null; // it dies
                }
                else if (kind == 2)
                {
                    now += 25; // it sleeps
                }
                else
                {
                    var scored = kind == 3 ? batch.Places.Length / 2 : batch.Places.Length;
                    Tell(coordinator, batch, scored, 1, now);
                    held[worker] = null;
                }

                if (i > 100_000)
                {
                    return false;
                }

                rows.AddRange(coordinator.Rows(rows.Count, 7));
            }

            rows.AddRange(coordinator.Rows(rows.Count, count));
            return rows.Select(row => row.Item1).Order().SequenceEqual(Enumerable.Range(0, count));
        },
        iter: 300);

    private static RunCoordinator<string> Make(int count) => new(count, Rules, reason => reason);

    private static void Tell(RunCoordinator<string> coordinator, Batch batch, int scored, double each, double now)
    {
        foreach (var place in batch.Places[..scored])
        {
            coordinator.Accept(place, "row");
        }

        coordinator.Finish(batch.Lease, scored, scored * each, Seconds(now));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
