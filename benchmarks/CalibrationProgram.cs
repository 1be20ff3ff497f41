using NasPipelines.Uncertainty;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Whether comparisons claim what they say: simulated tables of Gaussian truth and scores, where the true tau of every score is known.
/// </summary>
internal static class CalibrationProgram
{
    private const int Resamples = 300;

    private static readonly Setting[] Settings =
    [
        new("random scores, n 50", 50, [0, 0, 0, 0], 0),
        new("equal scores, n 20", 20, [0.7, 0.7, 0.7], 0),
        new("equal scores, n 50", 50, [0.7, 0.7], 0),
        new("equal scores, n 200", 200, [0.7, 0.7, 0.7, 0.7], 0),
        new("equal scores, near the truth, n 50", 50, [0.97, 0.97, 0.97], 0),
        new("equal scores with common errors, n 100", 100, [0.6, 0.6, 0.6], 0.8),
        new("one random, two equal, n 100", 100, [0, 0.5, 0.5], 0),
    ];

    public static int Run(RunOptions options, TextWriter output)
    {
        var tables = options.Tables / Settings.Length;
        var table = new TextTable(
            "tables", "number", "some difference claimed", "tau covered", "difference covered", "random called chance");
        var (all, claimed) = (0, 0);
        foreach (var setting in Settings)
        {
            var tally = new Tally();
            Parallel.For(0, tables, new() { MaxDegreeOfParallelism = options.Threads }, t => Judge(setting, t, tally));
            table.Add(
                setting.Name, $"{tables}", $"{tally.Claimed / (double)tables:P2}", Share(tally.Tau), Share(tally.Difference),
                Share(tally.Chance));
            (all, claimed) = (all + tables, claimed + tally.Claimed);
        }

        table.Write(output);
        output.WriteLine($"{all} tables where no estimator beats another: a difference is claimed in {claimed / (double)all:P2}");
        AnytimeSimulation.Run(options, output);
        return 0;
    }

    private static void Judge(Setting setting, int number, Tally tally)
    {
        var (truth, scores) = SimulatedTable.Draw(number, setting.Rows, setting.Correlations, setting.Shared);
        var result = RankingComparison.Compute(
            "t", truth, scores, null, new() { Bootstrap = new() { Resamples = Resamples, Seed = number } }, new() { Workers = 1 });
        lock (tally)
        {
            Add(setting, result, tally);
        }
    }

    private static void Add(Setting setting, RankingComparison result, Tally tally)
    {
        for (var s = 0; s < setting.Correlations.Length; s++)
        {
            var r = setting.Correlations[s];
            tally.Tau.Add(Holds(result.Intervals($"s{s}")[0].Value, Tau(r)));
            if (r == 0)
            {
                tally.Chance.Add(!result.Chance[s].Differs);
            }
        }

        foreach (var difference in result.Differences)
        {
            tally.Difference.Add(Holds(difference.Difference, Tau(Of(difference.First)) - Tau(Of(difference.Second))));
        }

        tally.Claimed += result.Differences.Any(d => d.Differs && Of(d.First) == Of(d.Second)) ? 1 : 0;

        double Of(string name) => setting.Correlations[SimulatedTable.Place(name)];
    }

    private static double Tau(double correlation) => 2 / Math.PI * Math.Asin(correlation); // Greiner 1909

    private static bool Holds(CriterionInterval interval, double value) => interval.Lower <= value && value <= interval.Upper;

    private static string Share(List<bool> hits) => hits.Count == 0 ? "-" : $"{hits.Average(h => h ? 1.0 : 0):P2}";

    private sealed record Setting(string Name, int Rows, double[] Correlations, double Shared);

    private sealed class Tally
    {
        public int Claimed { get; set; }

        public List<bool> Tau { get; } = [];

        public List<bool> Difference { get; } = [];

        public List<bool> Chance { get; } = [];
    }
}
