using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Report;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>
/// Judging estimators at full size: the usual criteria with bootstrap intervals beside a bootstrap that sorts every resample anew, all
/// criteria on NAS-Bench-201, and evaluation and report on NAS-Bench-101. Scores and truth are made.
/// </summary>
internal static class JudgingProgram
{
    private const int NasBench201Rows = 15_625;
    private const int Scores = 15;
    private const int Resamples = 1000;
    private const int ReportResamples = 200;
    private const int PlainResamples = 40;

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
        var beside = Timing.Alternating(options.Repetitions, [
            () => Sorting(truth, columns[1], PlainResamples),
            () => nas.Bootstrap(
                scored, "truth", [names[0]], new() { Criteria = Criteria.Standard }, new() { Resamples = PlainResamples },
                new() { Workers = 1 }),
        ]);
        output.WriteLine(
            $"usual criteria, {PlainResamples} resamples, one worker: every resample sorted anew {beside[0].Processor:F2} s, "
            + $"ours {beside[1].Processor:F2} s of processor: {beside[0].Processor / beside[1].Processor:F1} times");
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
        var evaluating = Timing.Once(() => nas.Evaluate(table, "truth", ["params", "params_active", "flops", "score"], null, run));
        output.WriteLine(
            $"{SearchSpaces.NasBench101.Size} architectures of nasbench101 evaluated, 4 scores, 3 of them counted: "
            + $"{evaluating.Wall:F1} s, processor {evaluating.Processor:F1} s");
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

    // What a bootstrap costs without shared orders.
    private static void Sorting(double[] truth, double[] scores, int resamples)
    {
        Criterion[] criteria =
            [.. Criteria.Standard.SelectMany(c => c is RatioCriterion r ? Criteria.DefaultRatios.Select(k => (Criterion)r.At(k)) : [c])];
        var random = new SplitMix64(3);
        var drawn = (Truth: new double[truth.Length], Scores: new double[truth.Length]);
        for (var resample = 0; resample < resamples; resample++)
        {
            for (var i = 0; i < truth.Length; i++)
            {
                var row = random.Below((uint)truth.Length);
                (drawn.Truth[i], drawn.Scores[i]) = (truth[row], scores[row]);
            }

            var sample = RankedSample.Of(drawn.Truth, drawn.Scores);
            foreach (var criterion in criteria)
            {
                criterion.Evaluate(sample);
            }
        }
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
