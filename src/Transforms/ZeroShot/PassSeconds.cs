namespace NasPipelines.ZeroShot;

/// <summary>Wall time of the passes of one architecture.</summary>
internal readonly record struct PassSeconds(double Cost, double Loss, double Flow, double NormalisedFlow)
{
    /// <summary>Time of all passes that a proxy reads; passes are shared, so these times overlap.</summary>
    public double Of(ZeroShotNeeds needs) =>
        Cost
        + ((needs & LossPass.Serves) != 0 ? Loss : 0)
        + (needs.HasFlag(ZeroShotNeeds.SynapticFlow) ? Flow : 0)
        + (needs.HasFlag(ZeroShotNeeds.SynapticFlowNormalised) ? NormalisedFlow : 0);
}
