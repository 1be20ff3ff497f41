using NasPipelines.Scoring;
using MathNet.Numerics.LinearAlgebra;
using static System.FormattableString;

namespace NasPipelines.ZeroShot.Proxies;

/// <summary>
/// −Σ [log(λ + k) + 1/(λ + k)], k = 10⁻⁵, λ the eigenvalues of the correlation matrix of the samples' input Jacobians (Mellor et al., arXiv
/// 2006.04647v1; Abdelfattah et al. 2021).
/// </summary>
/// <example>Two samples with uncorrelated Jacobians: λ = 1, 1, so −2 (log(1.00001) + 1/1.00001) = −2.0000000001.</example>
internal sealed class JacobCov : ZeroShotProxy
{
    private const double K = 1e-5;

    public override string Name => "jacob_cov";

    public override string Description => "spread of the eigenvalues of the correlation of input Jacobians (Mellor et al. 2020)";

    public override ZeroShotNeeds Needs => ZeroShotNeeds.InputJacobian;

    public override ScoreValue Compute(ZeroShotObservations observations)
    {
        var n = observations.Samples;
        var correlation = Correlation.OfRows(observations.InputJacobian.Span, n);
        if (correlation is null)
        {
            return ScoreValue.Missing("the input Jacobian of a sample is constant, so it has no correlation with others");
        }

        var eigenvalues = Matrix<double>.Build.Dense(n, n, correlation).Evd(Symmetricity.Symmetric).EigenValues;
        var sum = 0.0;
        foreach (var eigenvalue in eigenvalues)
        {
            var value = eigenvalue.Real + K;
            if (value <= 0)
            {
                return ScoreValue.Missing(
                    Invariant($"the correlation matrix has the eigenvalue {eigenvalue.Real:g3}, whose logarithm is not defined"));
            }

            sum += Math.Log(value) + (1 / value);
        }

        return -sum;
    }
}
