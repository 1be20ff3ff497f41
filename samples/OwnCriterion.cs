using Microsoft.ML;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Samples;

/// <summary>Judges scores by a criterion of your own.</summary>
internal static class OwnCriterion
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-criterion
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.SampleRows(nas.Data.LoadBenchmark(args[0]), count: 100, seed: 1);
        var options = new RankingEvaluationOptions { Criteria = [Criteria.Get("kendall"), new Footrule()] };
        output.WriteLine(nas.Evaluate(architectures, "c10_test_200", ["params", "flops"], options));
        #endregion
    }

    #region own-criterion-formula
    /// <summary>
    /// Spearman's footrule, scaled: 1 less three times the sum of the distances between the ranks in scores and in truth, over n² - 1.
    /// </summary>
    /// <remarks>In [-0.5, 1], higher is better, 0 by chance; undefined where the scores are constant. Diaconis and Graham (1977).</remarks>
    /// <example>Scores 1, 2, 3 and truth 1, 3, 2: ranks 1, 2, 3 and 1, 3, 2; 1 - 3 · 2 / 8 = 0.25.</example>
    private sealed class Footrule : Criterion
    {
        public override string Name => "footrule";

        public override string Label => "footrule";

        public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

        public override double Chance(RankedSample sample) => 0;

        protected override ScoreValue Compute(RankedSample sample)
        {
            double n = sample.Count;
            return sample.Scores.Distinct < 2
                ? ScoreValue.Missing("the scores are constant")
                : 1 - (3 * Enumerable.Range(0, sample.Count).Sum(
                    row => Math.Abs(Rank(sample.Scores, row) - Rank(sample.Truth, row))) / ((n * n) - 1));
        }

        // Equal values share the mean of their ranks.
        private static double Rank(RankedColumn column, int row) =>
            (column.Starts[column.Ranks[row]] + column.Starts[column.Ranks[row] + 1] + 1) / 2.0;
    }
    #endregion
}
