using NasPipelines.Numerics;
using NasPipelines.Ranking;

namespace NasPipelines.Benchmarks;

/// <summary>Kendall's tau b on as many architectures as NAS-Bench-101 has, without ties and with many.</summary>
internal static class TauProgram
{
    private const int Count = 423_624;

    public static int Run(RunOptions options, TextWriter output)
    {
        var sciPy = SciPy.Version();
        var table = new TextTable($"tau b, n = {Count}", "ms", "SciPy ms", "SciPy / ours", "tau b", "difference");
        foreach (var (name, decimals) in new[] {
            ("without ties", 15), ("truth and scores rounded to 3 decimals", 3), ("rounded to 1 decimal", 1) })
        {
            var (scores, truth) = Columns(decimals);
            var tau = 0.0;
            var seconds = Timing.Repeated(options.Repetitions, () => tau = Criteria.Get("kendall").Evaluate(truth, scores).Value);
            if (sciPy is null)
            {
                table.Add(name, $"{seconds * 1e3:F1}", "-", "-", $"{tau:F6}", "-");
                continue;
            }

            var (theirs, theirTau) = SciPy.KendallTauB(scores, truth, options.Repetitions);
            table.Add(name, $"{seconds * 1e3:F1}", $"{theirs * 1e3:F1}", $"{theirs / seconds:F2}", $"{tau:F6}",
                $"{Math.Abs(tau - theirTau):0.0E+0}");
        }

        table.Write(output);
        output.WriteLine(sciPy is null ? "SciPy is absent (python3 -c 'import scipy' fails): no comparison." : $"SciPy {sciPy}.");
        return 0;
    }

    private static (double[] Scores, double[] Truth) Columns(int decimals)
    {
        var random = new SplitMix64(1);
        var scores = new double[Count];
        var truth = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            truth[i] = random.NextDouble();
            scores[i] = Math.Round((truth[i] + random.NextDouble()) / 2, decimals);
            truth[i] = Math.Round(truth[i], decimals);
        }

        return (scores, truth);
    }
}
