using NasPipelines.Uncertainty;

namespace NasPipelines.Benchmarks;

/// <summary>How often <see cref="AnytimeRanking"/> calls a wrong order settled, and after how many architectures it stops.</summary>
internal static class AnytimeSimulation
{
    private static readonly (string Name, int Rows, double[] Correlations, double Shared, int? Top)[] Settings =
    [
        ("two equal", 1000, [0.6, 0.6], 0, null),
        ("two equal, common errors", 1000, [0.6, 0.6], 0.8, null),
        ("four random", 1000, [0, 0, 0, 0], 0, null),
        ("two equal, near the truth", 1000, [0.97, 0.97], 0, null),
        ("three close", 1000, [0.60, 0.57, 0.54], 0, null),
        ("four apart", 1000, [0.9, 0.7, 0.5, 0.2], 0, null),
        ("top 1 of four, two equal", 1000, [0.8, 0.5, 0.5, 0.1], 0, 1),
    ];

    public static void Run(RunOptions options, TextWriter output)
    {
        var runs = Math.Max(1, options.Tables / 20);
        var table = new TextTable("anytime", "runs", "wrong order settled", "settled", "architectures, median");
        foreach (var (name, rows, correlations, shared, top) in Settings)
        {
            var (wrong, settled, scored) = (0, 0, new int[runs]);
            Parallel.For(0, runs, new() { MaxDegreeOfParallelism = options.Threads }, run =>
            {
                var (truth, scores) = SimulatedTable.Draw(run, rows, correlations, shared);
                var result = AnytimeRanking.Compute(truth, scores, new() { Top = top, Seed = run });
                scored[run] = result.Scored;
                if (result.IsSettled)
                {
                    Interlocked.Increment(ref settled);
                    Interlocked.Add(ref wrong, IsRight(result, correlations, top) ? 0 : 1);
                }
            });
            table.Add(name, $"{runs}", $"{(double)wrong / runs:P2}", $"{(double)settled / runs:P1}",
                $"{Timing.Median(scored.Select(s => (double)s)):F0}");
        }

        table.Write(output);
    }

    // Of equal estimators no order is right.
    private static bool IsRight(AnytimeRanking result, double[] correlations, int? top)
    {
        double[] found = [.. result.Order.Select(o => correlations[SimulatedTable.Place(o.Key)])];
        return top is { } k
            ? found.Take(k).Min() > found.Skip(k).Max()
            : found.Zip(found.Skip(1)).All(pair => pair.First > pair.Second);
    }
}
