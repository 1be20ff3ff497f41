using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Samples;

/// <summary>Says whether one estimator is better than another, or whether other architectures could turn the answer.</summary>
internal static class CompareEstimators
{
    public static void Run(string[] args, TextWriter output)
    {
        #region compare
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.SampleRows(nas.Data.LoadBenchmark(args[0]), count: 200, seed: 1);

        var evaluation = new RankingEvaluationOptions { Criteria = [Criteria.Get("kendall"), Criteria.PrecisionAtTop(0.1)] };
        var bootstrap = nas.Bootstrap(architectures, "c10_test_200", ["params", "params_active"], evaluation, new() { Resamples = 500 });
        foreach (var comparison in bootstrap.Compare("params_active", "params"))
        {
            output.WriteLine($"{comparison}, p = {comparison.PValue:F3}");
        }
        #endregion

        #region verdict
        string[] scores = ["c100_test_200", "in16_test_200", "params", "params_active"];
        RankingComparison answer = nas.Compare(architectures, "c10_test_200", scores, comparison: new() { Baselines = ["params"] });
        output.WriteLine(answer.Verdict);
        foreach (var difference in answer.Differences.Where(d => !d.Differs))
        {
            output.WriteLine($"{difference.First} and {difference.Second}: about {difference.ArchitecturesNeeded()} architectures");
        }

        AnytimeRanking order = nas.RankUntilSettled(nas.Data.LoadBenchmark(args[0]), "c10_test_200", scores, new() { Top = 2 });
        output.WriteLine($"settled after {order.Scored} of {order.Of}: {string.Join(", ", order.Order.Take(2).Select(o => o.Key))}");
        #endregion
    }
}
