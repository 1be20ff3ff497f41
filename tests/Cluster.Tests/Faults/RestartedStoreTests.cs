namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>What members and runs are kept in is killed and comes back while silos score.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.All)]
public sealed class RestartedStoreTests
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);

    [Test]
    public async Task Run_RedisIsRestarted_IsWhole()
    {
        using var redis = new RedisServer();
        await redis.Start();
        await Restart(redis, redis.Connection);
    }

    [Test]
    public async Task Run_PostgresIsRestarted_IsWhole()
    {
        using var postgres = new PostgresServer();
        await postgres.Start();
        await Restart(postgres, postgres.Connection);
    }

    // Together: the store comes back without what it was told last, and the coordinator is gone too.
    [Test]
    [Explicit("takes a minute; run it by its name")]
    public async Task Run_PostgresIsRestartedAndTheCoordinatorsSiloKilled_GoesOnElsewhere()
    {
        using var postgres = new PostgresServer();
        await postgres.Start();
        using var silos = new SilosOfFaults(postgres.Connection);
        await silos.Start("a", "b");
        using var run = await RunOfFaults.Start(silos);

        run.Happens();
        silos.Kill(await run.Coordinator());
        await postgres.Restart(Away);

        await run.RequireWhole();
    }

    private static async Task Restart(Server server, string connection)
    {
        using var silos = new SilosOfFaults(connection);
        await silos.Start("a", "b");
        using var run = await RunOfFaults.Start(silos);

        run.Happens();
        await server.Restart(Away);

        await run.RequireWhole();
        Assert.That(silos.Said("a") + silos.Said("b"), Does.Not.Contain("taken for dead"));
    }
}
