using NasPipelines.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.ZeroShot;

namespace NasPipelines.Samples;

/// <summary>Adds a proxy of your own to a pipeline.</summary>
internal static class OwnProxy
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-proxy
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.Sample("nasbench201", count: 3, seed: 1);
        using var scorer = nas.Transforms.ZeroShot([new Depth()], new ZeroShotOptions()).Fit(architectures);
        foreach (var depth in scorer.Transform(architectures).GetColumn<double>("layer_count"))
        {
            output.WriteLine(depth);
        }
        #endregion
    }

    #region own-proxy-formula
    private sealed class Depth : ZeroShotProxy
    {
        public override string Name => "layer_count";

        public override string Description => "number of layers with weights";

        public override ZeroShotNeeds Needs => ZeroShotNeeds.Weights;

        public override ScoreValue Compute(ZeroShotObservations observations) => observations.Layers.Count;
    }
    #endregion
}
