namespace NasPipelines.ZeroShot;

/// <summary>Needs by what is asked of whoever measures them.</summary>
internal static class NeedSets
{
    /// <summary>What cannot be measured without the classes of images.</summary>
    public const ZeroShotNeeds OfLabels = ZeroShotNeeds.Labels | ZeroShotNeeds.LossGradient | ZeroShotNeeds.HessianGradient
        | ZeroShotNeeds.OutputSaliency | ZeroShotNeeds.HalfBatchGradients | ZeroShotNeeds.ReluCorrelation | ZeroShotNeeds.GradientSigns;

    /// <summary>What forward passes measure.</summary>
    public const ZeroShotNeeds ForwardOnly = ZeroShotNeeds.Labels | ZeroShotNeeds.Weights | ZeroShotNeeds.ActivationKernel
        | ZeroShotNeeds.ActivationPatterns | ZeroShotNeeds.GaussianPerturbation | ZeroShotNeeds.FeatureCorrelation
        | ZeroShotNeeds.EffectiveRanks | ZeroShotNeeds.ConstantWeights | ZeroShotNeeds.ImageDistances | ZeroShotNeeds.LinearRegions
        | ZeroShotNeeds.SingularRatios;
}
