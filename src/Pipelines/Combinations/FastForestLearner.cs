using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace NasPipelines.Combinations;

/// <summary>A random forest: the mean of trees, each grown on a random part of the rows (Breiman 2001; ML.NET's FastForest).</summary>
internal sealed class FastForestLearner : Learner
{
    public override string Name => "FastForest";

    public override string Description => "a random forest, the mean of trees of random parts of the rows (ML.NET FastForest)";

    public override IReadOnlyList<TreeSettings> Settings { get; } =
        [new(100, 256, 1, rowsPerLeaf: 2, featureShare: 1.0 / 3)];

    internal override ITransformer Fit(MLContext context, IDataView view, TreeSettings settings) =>
        context.Regression.Trainers.FastForest(With(new FastForestRegressionTrainer.Options(), settings)).Fit(view);
}
