using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace NasPipelines.Combinations;

/// <summary>Boosted regression trees: each corrects the sum of those before it (Friedman 2001; ML.NET's FastTree).</summary>
internal sealed class FastTreeLearner : Learner
{
    public override string Name => "FastTree";

    public override string Description => "boosted regression trees, each correcting those before it (ML.NET FastTree)";

    public override IReadOnlyList<TreeSettings> Settings { get; } = [new(150, 4, 0.1), new(300, 8, 0.05)];

    internal override ITransformer Fit(MLContext context, IDataView view, TreeSettings settings) =>
        context.Regression.Trainers.FastTree(
            With(new FastTreeRegressionTrainer.Options { LearningRate = settings.LearningRate }, settings)).Fit(view);
}
