namespace NasPipelines.Benchmarks.Cluster;

/// <summary>How a run on a cluster grows with the number of workers, by simulation; the table of docs/cluster.md.</summary>
internal static class ClusterProgram
{
    private const int Architectures = 423_624; // those of NAS-Bench-101
    private const double Score = 1; // seconds

    private static readonly (int Architectures, int Workers, double Hours)[] Cases =
    [
        (Architectures, 1, double.PositiveInfinity),
        (Architectures, 10, double.PositiveInfinity),
        (Architectures, 100, double.PositiveInfinity),
        (Architectures, 1_000, double.PositiveInfinity),
        (Architectures, 10, 1),
        (Architectures, 100, 1),
        (Architectures, 1_000, 1),
        (Architectures, 1_000, 0.1),
        (10 * Architectures, 10_000, 1),
    ];

    public static int Run(RunOptions options, TextWriter output)
    {
        var table = new TextTable(
            "architectures", "workers", "a worker dies after", "makespan, s", "ideal, s", "busy", "calls", "calls/s", "us/call",
            "coordinator, MB", "deaths", "most lost, s", "recovery mean, s", "most, s");
        foreach (var (architectures, workers, hours) in Cases)
        {
            var run = ClusterSimulation.Run(architectures, workers, Score, 3600 * hours, (ulong)options.Seed);
            table.Add(
                FormattableString.Invariant($"{architectures:N0}"),
                FormattableString.Invariant($"{workers:N0}"),
                double.IsFinite(hours) ? FormattableString.Invariant($"{60 * hours:F0} min") : "never",
                FormattableString.Invariant($"{run.Makespan:F0}"),
                FormattableString.Invariant($"{run.Work * run.Makespan / run.Alive:F0}"),
                FormattableString.Invariant($"{100 * run.Work / run.Alive:F1} %"),
                FormattableString.Invariant($"{run.Calls:N0}"),
                FormattableString.Invariant($"{run.Calls / run.Makespan:F0}"),
                FormattableString.Invariant($"{1e6 * run.Processor / run.Calls:F1}"),
                FormattableString.Invariant($"{run.Memory / 1e6:F0}"),
                FormattableString.Invariant($"{run.Deaths:N0}"),
                FormattableString.Invariant($"{run.MostLost:F1}"),
                FormattableString.Invariant($"{run.Recovery.Mean:F0}"),
                FormattableString.Invariant($"{run.Recovery.Most:F0}"));
        }

        table.Write(output);
        return 0;
    }
}
