using System.Numerics;
using System.Runtime.InteropServices;

namespace NasPipelines.Trainers.Training;

/// <summary>
/// An update of all parameters in two loops over flat buffers: the gradient's norm; then averaging, clipping, decay, momentum, step and
/// clearing of the gradient at once. Equal to torch.optim.SGD after clip_grad_norm_.
/// </summary>
/// <param name="parameters">The buffers.</param>
/// <param name="options">Momentum, decay and clipping.</param>
/// <param name="moveUnused">Whether momentum and decay still move parameters that no network of the step contains, once they have had a
/// gradient.</param>
internal sealed class FusedSgd(FlatParameters parameters, SgdOptions options, bool moveUnused)
{
    /// <summary>Takes a step and clears gradients and uses.</summary>
    /// <returns>The gradient's norm before clipping.</returns>
    public double Step(double learningRate)
    {
        var norm = Norm();
        var clip = options.ClipNorm is { } most ? Math.Min(1, most / (norm + 1e-6)) : 1;
        foreach (var slot in parameters.Slots)
        {
            slot.Touched |= slot.Uses > 0;
            if (slot.Uses > 0 || (moveUnused && slot.Touched))
            {
                Update(parameters.Values(slot), parameters.Momenta(slot), parameters.Gradients(slot), clip / Math.Max(1, slot.Uses),
                    learningRate);
            }

            slot.Uses = 0;
        }

        return norm;
    }

    private double Norm()
    {
        var sum = 0.0;
        foreach (var slot in parameters.Slots)
        {
            if (slot.Uses > 0)
            {
                sum += SumOfSquares(parameters.Gradients(slot)) / ((double)slot.Uses * slot.Uses);
            }
        }

        return Math.Sqrt(sum);
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        var sum = Vector<float>.Zero;
        foreach (var v in vectors)
        {
            sum += v * v;
        }

        double total = Vector.Sum(sum);
        foreach (var v in values[(vectors.Length * Vector<float>.Count)..])
        {
            total += v * v;
        }

        return total;
    }

    private void Update(Span<float> values, Span<float> momenta, Span<float> gradients, double scale, double learningRate)
    {
        var (s, decay, momentum, rate) = ((float)scale, (float)options.WeightDecay, (float)options.Momentum, (float)learningRate);
        var count = values.Length / Vector<float>.Count * Vector<float>.Count;
        var p = MemoryMarshal.Cast<float, Vector<float>>(values);
        var m = MemoryMarshal.Cast<float, Vector<float>>(momenta);
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradients);
        for (var i = 0; i < p.Length; i++)
        {
            var gradient = (g[i] * s) + (p[i] * decay);
            m[i] = (m[i] * momentum) + gradient;
            p[i] -= (options.Nesterov ? gradient + (m[i] * momentum) : m[i]) * rate;
        }

        for (var i = count; i < values.Length; i++)
        {
            var gradient = (gradients[i] * s) + (values[i] * decay);
            momenta[i] = (momenta[i] * momentum) + gradient;
            values[i] -= (options.Nesterov ? gradient + (momenta[i] * momentum) : momenta[i]) * rate;
        }

        gradients.Clear();
    }
}
