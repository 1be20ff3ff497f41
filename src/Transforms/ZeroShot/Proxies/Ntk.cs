using NasPipelines.Scoring;
using MathNet.Numerics.LinearAlgebra;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// Condition number λmax/λmin of the neural tangent kernel of the summed logits on the batch, over the weights of convolutions and linear
/// layers (TE-NAS, Chen et al., ICLR 2021; published code also counts the scales of batch normalisations). Lower is better: easier to
/// train.
/// </summary>
/// <example>Gradients (1, 1) and (1, 2) of two samples: the kernel (2 3; 3 5) has λ = (7 ± √45)/2, so 46.9787.</example>
internal sealed class Ntk : ZeroShotProxy
{
    // Eigenvalues below this fraction of the largest are rounding.
    private const double Rounding = 1e-13;

    public override string Name => "ntk";

    public override string Description => "condition number of the neural tangent kernel, lower is better (Chen et al. 2021)";

    public override ScoreDirection Direction => ScoreDirection.LowerIsBetter;

    public override ZeroShotNeeds Needs => ZeroShotNeeds.TangentKernel;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var kernel = observations.TangentKernel.ToArray();
        if (!kernel.All(double.IsFinite))
        {
            return ScoreValue.Missing("the tangent kernel is not finite");
        }

        var n = observations.Samples;
        var eigenvalues = Matrix<double>.Build.Dense(n, n, kernel).Evd(Symmetricity.Symmetric).EigenValues;
        var (least, largest) = (eigenvalues.Min(e => e.Real), eigenvalues.Max(e => e.Real));
        return least <= Rounding * largest
            ? ScoreValue.Missing("the tangent kernel is singular: the gradients of the samples are linearly dependent")
            : largest / least;
    }
}
