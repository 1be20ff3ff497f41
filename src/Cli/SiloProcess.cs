using NasPipelines.Cluster.Silos;

namespace NasPipelines.Cli;

/// <summary>Silos in the process of the command, until it is stopped.</summary>
internal static class SiloProcess
{
    private const int PoolThreads = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Gives the process the threads of the pool that silos need beside workers, though all cores be at work.</summary>
    public static void WidenPool() => ThreadPool.SetMinThreads(PoolThreads, PoolThreads);

    /// <summary>Workers of each of some silos, which share the cores; one alone has as many as memory allows.</summary>
    public static int? WorkersOf(int silos) => silos > 1 ? Math.Max(1, Environment.ProcessorCount / silos) : null;

    /// <summary>Lets a silo finish what is at hand, for a while.</summary>
    public static async Task Stop(ScoringSilo silo)
    {
        using var limit = new CancellationTokenSource(Patience);
        await silo.StopAsync(limit.Token);
    }

    /// <summary>Runs silos.</summary>
    /// <param name="terminal">Where they say what they do.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">What each is.</param>
    /// <param name="cancellation">Ends them; workers finish what is at hand.</param>
    public static void Run(Terminal terminal, int count, ScoringSiloOptions options, CancellationToken cancellation)
    {
        WidenPool();
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Keep(terminal, i == 0, options, cancellation))).GetAwaiter().GetResult();
    }

    // One that the others have taken for dead, as it was suspended or cut off, begins anew.
    private static async Task Keep(Terminal terminal, bool page, ScoringSiloOptions options, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await using var silo = await ScoringSilo.StartAsync(options, cancellation);
            var workers = options.Workers ?? Environment.ProcessorCount;
            terminal.Status.WriteLine(
                $"silo {silo.Name}: {workers} worker{(workers == 1 ? "" : "s")}, clients at {silo.Gateway}"
                    + (page ? $", page at {silo.Page} (any name, the token as password)" : ""));
            terminal.Status.Flush();
            using var stop = cancellation.Register(() => _ = Stop(silo));
            if (!await silo.Completion)
            {
                return;
            }

            terminal.Say($"silo {silo.Name} was taken for dead by the others, and begins anew.");
            await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
