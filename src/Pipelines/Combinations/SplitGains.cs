using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace NasPipelines.Combinations;

/// <summary>
/// How important features are to trees: the share of all splits' gain that is of splits by the feature (Breiman et al. 1984).
/// </summary>
internal static class SplitGains
{
    /// <summary>A share for each feature; they sum to 1 where there is any split.</summary>
    /// <param name="trees">What a learner has fitted.</param>
    /// <param name="features">Number of features.</param>
    public static double[] Of(ITransformer trees, int features)
    {
        var gains = new double[features];
        foreach (var tree in TreesOf(((ISingleFeaturePredictionTransformer<object>)trees).Model))
        {
            for (var split = 0; split < tree.NumberOfNodes; split++)
            {
                gains[tree.NumericalSplitFeatureIndexes[split]] += Math.Max(0, tree.SplitGains[split]);
            }
        }

        var sum = gains.Sum();
        return sum > 0 ? Array.ConvertAll(gains, gain => gain / sum) : gains;
    }

    private static IEnumerable<RegressionTreeBase> TreesOf(object model) => model switch
    {
        TreeEnsembleModelParametersBasedOnRegressionTree boosted => boosted.TrainedTreeEnsemble.Trees,
        TreeEnsembleModelParametersBasedOnQuantileRegressionTree forest => forest.TrainedTreeEnsemble.Trees,
        _ => throw new NotSupportedException($"{model.GetType().Name} is no ensemble of trees."),
    };
}
