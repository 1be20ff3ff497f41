using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>Silos that are killed and suspended while they score.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class KilledSiloTests
{
    private static readonly string[] Two = ["a", "b"];
    private static readonly string[] Three = ["a", "b", "c"];

    [Test]
    public async Task Run_AWorkerIsKilled_IsWholeWithoutItsSilo()
    {
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
        await silos.Start(Two);
        using var run = await RunOfFaults.Start(silos);
        var coordinator = await run.Coordinator();

        run.Happens();
        silos.Kill(Two.First(name => name != coordinator));

        await run.RequireWhole();
    }

    [Test]
    public async Task Run_TheSiloOfItsCoordinatorIsKilled_GoesOnElsewhere()
    {
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
        await silos.Start(Three);
        using var run = await RunOfFaults.Start(silos);
        var coordinator = await run.Coordinator();

        run.Happens();
        silos.Kill(coordinator);

        await run.RequireWhole();
        Assert.That(string.Join('\n', Three.Where(name => name != coordinator).Select(silos.Said)), Does.Contain("goes on at"));
    }

    [Test]
    public async Task Run_ASiloIsSuspendedForLongerThanItsLease_IsWholeAndTheSiloComesBack()
    {
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
        await silos.Start(Two);
        using var run = await RunOfFaults.Start(silos);
        var coordinator = await run.Coordinator();
        var suspended = Two.First(name => name != coordinator);

        run.Happens();
        silos.Signal(suspended, "STOP");
        await Task.Delay(TimeSpan.FromSeconds(5));
        silos.Signal(suspended, "CONT");

        await run.RequireWhole();
        Assert.That(silos.Said(suspended), Does.Not.Contain("taken for dead"));
    }

    // Long enough for the others to vote it dead: it finds out, ends, and begins anew.
    [Test]
    [Explicit("takes a minute or two; run it by its name")]
    public async Task Run_ASiloIsSuspendedUntilItIsTakenForDead_BeginsAnew()
    {
        using var folder = new TemporaryFolder();
        using var silos = new SilosOfFaults($"local:{folder.File("cluster.db")}");
        await silos.Start(Three);
        using var run = await RunOfFaults.Start(silos);
        var suspended = Three.First(name => name != run.Coordinator().Result);

        run.Happens();
        silos.Signal(suspended, "STOP");
        await run.RequireWhole();
        await Task.Delay(TimeSpan.FromSeconds(60));
        silos.Signal(suspended, "CONT");

        Assert.That(() => silos.Said(suspended).Split('\n').Count(line => line == SiloProgram.Ready), Is.EqualTo(2).After(60_000, 500));
        Assert.That(silos.Said(suspended), Does.Contain("taken for dead"));
    }
}
