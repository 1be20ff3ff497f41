using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>log(synflow), 0 where synflow is 0: the same ranks with a meaningful Pearson correlation (as NASLib reports it).</summary>
/// <example>synflow = 12: 2.4849.</example>
internal sealed class LogSynflow : ZeroShotProxy
{
    public override string Name => "log_synflow";

    public override string Description => "logarithm of synaptic flow (White et al. 2022)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.SynapticFlow;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var flow = observations.SynapticFlow.Sum(layer => layer.Flow);
        return flow > 0 ? Math.Log(flow) : flow;
    }
}
