using Microsoft.ML;
using NasPipelines.Benchmarks;
using NasPipelines.Evaluation;

namespace NasPipelines.Samples;

/// <summary>Loads a table of your own, and judges the baselines on it.</summary>
internal static class OwnBenchmark
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-benchmark
        var nas = new MLContext(seed: 1).Nas();
        var table = nas.Data.LoadBenchmark(args[0], "nasbench201", new BenchmarkTableOptions
        {
            ArchitectureColumn = "cell",
            ValueColumns = ["accuracy"],
            Separator = ';',
            MissingValues = ["", "-"],
        });

        var options = new RankingEvaluationOptions { MissingTruth = MissingTruth.Drop, Ratios = [0.1] };
        output.WriteLine(nas.Evaluate(table, "accuracy", ["params", "flops"], options));
        #endregion
    }
}
