using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using NasPipelines.Numerics;
using NasPipelines.Scoring;

namespace NasPipelines.ZeroShot;

/// <summary>
/// The Fisher information of one weight per layer (VKDNW, Tybl and Neumann 2025): the mean over samples of Jᵀ C J, J the derivatives of the
/// logits and C = diag(p) − p pᵀ the covariance of the classes, of smoothed probabilities p.
/// </summary>
internal static class FisherInformation
{
    private const double Smoothing = 0.05;
    private const double Smallest = 1e-10;

    /// <summary>
    /// The entropy of the deciles of its spectrum, divided by their sum; missing where no logit depends on a weight.
    /// </summary>
    /// <param name="derivatives">What was measured.</param>
    /// <param name="asPublished">Whether Lᵀ L stands in place of C = L Lᵀ, as in published code.</param>
    public static ScoreValue Entropy(LayerDerivatives derivatives, bool asPublished)
    {
        var information = Mean(derivatives, asPublished);
        if (!information.Enumerate().All(double.IsFinite))
        {
            return ScoreValue.Missing("the derivatives of the logits are not finite");
        }

        // Of a matrix that is positive up to rounding the singular values are the sizes of the eigenvalues.
        double[] spectrum = [.. information.Evd(Symmetricity.Symmetric).EigenValues.Select(e => Math.Abs(e.Real)).Order()];
        double[] deciles = [.. Enumerable.Range(1, 9).Select(d => SortedValues.Quantile(spectrum, d / 10.0))];
        var sum = deciles.Sum() + Smallest;
        return spectrum[^1] == 0
            ? ScoreValue.Missing("no logit depends on a weight")
            : -deciles.Sum(q => q / sum * Math.Log((q / sum) + Smallest));
    }

    /// <summary>The matrix itself, [weights × weights].</summary>
    internal static Matrix<double> Mean(LayerDerivatives derivatives, bool asPublished)
    {
        int classes = derivatives.Classes, weights = derivatives.Weights;
        var sum = Matrix<double>.Build.Dense(weights, weights);
        for (var sample = 0; sample < derivatives.Samples; sample++)
        {
            var factor = Factor(Probabilities(derivatives.Logits.AsSpan(sample * classes, classes)));
            var jacobian = Matrix<double>.Build.DenseOfRowMajor(
                classes, weights, derivatives.Jacobian.AsSpan(sample * classes * weights, classes * weights).ToArray());
            var whitened = asPublished ? factor * jacobian : factor.TransposeThisAndMultiply(jacobian);
            sum += whitened.TransposeThisAndMultiply(whitened);
        }

        return sum / derivatives.Samples;
    }

    private static double[] Probabilities(ReadOnlySpan<double> logits)
    {
        // Logits of a network as in evaluation may be large: the largest is taken out first.
        var p = new double[logits.Length];
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), p);
        TensorPrimitives.SoftMax<double>(p, p);
        return Array.ConvertAll(p, value => (value * (1 - Smoothing)) + (Smoothing / p.Length));
    }

    /// <summary>The lower triangular L of diag(p) − p pᵀ = L Lᵀ, in closed form; its last column is 0.</summary>
    private static Matrix<double> Factor(double[] p)
    {
        var factor = Matrix<double>.Build.Dense(p.Length, p.Length);
        var before = 1.0;
        for (var j = 0; j < p.Length - 1; j++)
        {
            var left = before - p[j];
            var diagonal = factor[j, j] = Math.Sqrt(p[j] * left / before);
            for (var i = j + 1; i < p.Length; i++)
            {
                factor[i, j] = -p[i] / left * diagonal;
            }

            before = left;
        }

        return factor;
    }
}
