using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace NasPipelines.Combinations;

/// <summary>Boosted trees grown leaf by leaf (Ke et al., NeurIPS 2017), where the library loads.</summary>
internal sealed class LightGbmLearner : Learner
{
    public override string Name => "LightGbm";

    public override string Description => "boosted trees grown leaf by leaf (LightGBM), where its native library loads";

    public override IReadOnlyList<TreeSettings> Settings { get; } =
        [new(150, 4, 0.1, featureShare: 1.0 / 3), new(600, 8, 0.03, featureShare: 1.0 / 3)];

    internal override ITransformer Fit(MLContext context, IDataView view, TreeSettings settings)
    {
        try
        {
            return context.Regression.Trainers.LightGbm(new LightGbmRegressionTrainer.Options
            {
                LabelColumnName = TreeLearner.Label,
                FeatureColumnName = TreeLearner.Features,
                NumberOfIterations = settings.Trees,
                NumberOfLeaves = settings.Leaves,
                LearningRate = settings.LearningRate,
                MinimumExampleCountPerLeaf = settings.RowsPerLeaf,
                Booster = new GradientBooster.Options { FeatureFraction = settings.FeatureShare },
                NumberOfThreads = 1,
                Deterministic = true,
                Seed = 1,
            }).Fit(view);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new NotSupportedException(
                $"LightGBM's native library does not load here ({e.Message}); use FastTree or FastForest.", e);
        }
    }
}
