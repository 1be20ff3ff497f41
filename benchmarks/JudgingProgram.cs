using NasPipelines.Ranking;
using NasPipelines.Report;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Judging estimators at full size: all criteria with bootstrap intervals on NAS-Bench-201, and the report on NAS-Bench-101. Scores and
/// truth are made.
/// </summary>
internal static class JudgingProgram
{
    private const int NasBench201Rows = 15_625;
    private const int Scores = 15;
    private const int Resamples = 1000;
    private const int ReportResamples = 200;

    public static int Run(RunOptions options, TextWriter output)
    {
        var random = new SplitMix64(7);
        double[] truth = Random(NasBench201Rows, ref random);
        string[] names = [.. Enumerable.Range(0, Scores).Select(i => FormattableString.Invariant($"score{i}"))];
        List<double[]> columns = [truth];
        for (var i = 0; i < Scores; i++)
        {
            columns.Add(Noisy(truth, i, ref random));
        }

        // Costs as a search space has them: few different values.
        string[] controls = ["params", "flops"];
        columns.Add([.. Noisy(truth, 1, ref random).Select(v => Math.Round(14 * v))]);
        columns.Add([.. Noisy(truth, 2, ref random).Select(v => Math.Round(14 * v))]);
        var nas = new MLContext(seed: 1).Nas();
        var run = new Scoring.RunOptions { Workers = options.Threads };
        var scored = ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, [.. SearchSpaces.NasBench201.Enumerate()], "{}",
            [.. Enumerable.Zip(["truth", .. names, .. controls], columns)]);
        var bootstrap = Timing.Once(() => nas.Bootstrap(
            scored, "truth", names, new() { Criteria = Criteria.All, ControlColumnNames = controls }, new() { Resamples = Resamples },
            run));
        output.WriteLine(
            $"{Criteria.All.Length} criteria, {Resamples} resamples of {NasBench201Rows} × {Scores}: "
            + $"{bootstrap.Wall:F1} s, processor {bootstrap.Processor:F1} s");

        Architecture[] cells = [.. SearchSpaces.NasBench101.Enumerate()];
        var accuracy = Random(cells.Length, ref random);
        var table = ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench101, cells, "{}", ("truth", accuracy), ("score", Noisy(accuracy, 1, ref random)));
        EstimatorReport? report = null;
        var reporting = Timing.Once(() => report = nas.Report(
            table, "truth", ["params", "params_active", "flops", "score"], new() { Bootstrap = new() { Resamples = ReportResamples } },
            run));
        output.WriteLine(
            $"report on {SearchSpaces.NasBench101.Size} architectures of nasbench101, 4 scores, {ReportResamples} resamples: "
            + $"{reporting.Wall:F1} s, processor {reporting.Processor:F1} s, {report!.Html.Length / 1e6:F2} MB of HTML, "
            + $"peak {Machine.PeakMemory()}");
        return 0;
    }

    private static double[] Random(int count, ref SplitMix64 random)
    {
        var values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextDouble();
        }

        return values;
    }

    private static double[] Noisy(double[] truth, double noise, ref SplitMix64 random)
    {
        double[] values = Random(truth.Length, ref random);
        for (var i = 0; i < truth.Length; i++)
        {
            values[i] = (truth[i] + (noise * values[i])) / (1 + noise);
        }

        return values;
    }
}
