using NasPipelines.Scoring;
namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Trainable parameters of what is on a path from the input to the output of its cell: the baseline <see cref="Params"/> (Ning et al.,
/// NeurIPS 2021) without dead edges.
/// </summary>
/// <example>NAS-Bench-201 <c>|none~0|+|none~0|nor_conv_3x3~1|+|none~0|none~1|none~2|</c>: 73,306, for its convolution is dead.</example>
internal sealed class ParamsActive : ZeroShotProxy
{
    public override string Name => "params_active";

    public override string Description => "trainable parameters on a path from input to output";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.None;

    public override bool DependsOnEncoding => true;

    public override ScoreValue Compute(ZeroShotObservations observations) => observations.Costs.Active.Parameters;
}
