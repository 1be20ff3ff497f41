using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// log |det K|, K the number of ReLU operands on the same side of zero for each pair of samples: NASWOT (Mellor et al., ICML 2021, equation
/// 2), the paper's <c>relu_logdet</c>.
/// </summary>
/// <example>K = (4 2; 2 4): log 12 = 2.4849.</example>
internal sealed class ReluLogDet : ZeroShotProxy
{
    internal const string NoRelu = "the network has no ReLU, whose signs the activation codes are";

    public override string Name => "relu_logdet";

    public override string Description => "log-determinant of the kernel of activation codes, NASWOT (Mellor et al. 2021)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.ActivationKernel;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        if (observations.LacksRelu)
        {
            return ScoreValue.Missing(NoRelu);
        }

        return LogDeterminant.Of(observations.ActivationKernel.Span, observations.Samples) is { } value
            ? value
            : ScoreValue.Missing("the activation kernel is singular: two samples have the same activation code");
    }
}
