using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// The gradients of the gradient of a batch normalisation. With h the normalised operand, σ its scale and g what comes from above times
/// the scale of the channel, the gradient is G = (g − ⟨g⟩ − h⟨gh⟩) / σ, ⟨⟩ the mean over samples and positions; for a cotangent u of G
/// those of g and the operand are
/// <code>
/// (u − ⟨u⟩ − h⟨uh⟩) / σ    and    −(h (⟨ug⟩ − ⟨u⟩⟨g⟩ − 3⟨gh⟩⟨uh⟩) + (g − ⟨g⟩)⟨uh⟩ + (u − ⟨u⟩)⟨gh⟩) / σ².
/// </code>
/// libtorch makes a chain of some thirty operations of them, each of which passes through memory.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="samples">Samples.</param>
/// <param name="channels">Channels.</param>
/// <param name="positions">Positions of an image.</param>
/// <param name="epsilon">Added to the variance.</param>
internal sealed class NormalisationKernel<T>(int samples, int channels, int positions, double epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Both gradients for some channels; all tensors are [samples, channels, positions].</summary>
    /// <param name="range">Which channels.</param>
    /// <param name="operand">The operand.</param>
    /// <param name="above">What comes from above.</param>
    /// <param name="scale">The scale of each channel; empty for one.</param>
    /// <param name="cotangent">u.</param>
    /// <param name="ofOperand">The gradient of the operand.</param>
    /// <param name="ofAbove">The gradient of what comes from above.</param>
    public void Gradients(
        Range range, ReadOnlySpan<T> operand, ReadOnlySpan<T> above, ReadOnlySpan<T> scale, ReadOnlySpan<T> cotangent, Span<T> ofOperand,
        Span<T> ofAbove)
    {
        var (first, count) = range.GetOffsetAndLength(channels);
        for (var channel = first; channel < first + count; channel++)
        {
            var factor = scale.IsEmpty ? 1 : double.CreateTruncating(scale[channel]);
            var moments = Measure(channel, operand, above, cotangent, factor);
            Write(channel, moments, operand, above, cotangent, factor, ofOperand, ofAbove);
        }
    }

    private Moments Measure(int channel, ReadOnlySpan<T> operand, ReadOnlySpan<T> above, ReadOnlySpan<T> cotangent, double factor)
    {
        var (x, g, u) = (0.0, 0.0, 0.0);
        for (var sample = 0; sample < samples; sample++)
        {
            x += Number(FixedSums.Sum(Plane(operand, sample, channel)));
            g += Number(FixedSums.Sum(Plane(above, sample, channel)));
            u += Number(FixedSums.Sum(Plane(cotangent, sample, channel)));
        }

        var size = (double)samples * positions;
        var mean = x / size;
        var centre = T.CreateTruncating(mean);
        var centred = new T[positions];
        var (xx, gx, ux, ug) = (0.0, 0.0, 0.0, 0.0);
        for (var sample = 0; sample < samples; sample++)
        {
            var b = Plane(above, sample, channel);
            var c = Plane(cotangent, sample, channel);
            TensorPrimitives.Subtract(Plane(operand, sample, channel), centre, centred);
            xx += Number(FixedSums.Dot<T>(centred, centred));
            gx += Number(FixedSums.Dot(b, centred));
            ux += Number(FixedSums.Dot(c, centred));
            ug += Number(FixedSums.Dot(c, b));
        }

        var inverse = 1 / Math.Sqrt((xx / size) + epsilon);
        return new(mean, inverse, factor * g / size, u / size, factor * inverse * gx / size, inverse * ux / size, factor * ug / size);
    }

    private void Write(
        int channel, Moments moments, ReadOnlySpan<T> operand, ReadOnlySpan<T> above, ReadOnlySpan<T> cotangent, double factor,
        Span<T> ofOperand, Span<T> ofAbove)
    {
        var m = moments.As(factor);
        ref var x = ref MemoryMarshal.GetReference(operand);
        ref var g = ref MemoryMarshal.GetReference(above);
        ref var u = ref MemoryMarshal.GetReference(cotangent);
        ref var forOperand = ref MemoryMarshal.GetReference(ofOperand);
        ref var forAbove = ref MemoryMarshal.GetReference(ofAbove);
        for (var sample = 0; sample < samples; sample++)
        {
            var at = (nuint)(((sample * channels) + channel) * positions);
            var end = at + (nuint)positions;
            for (; at + (nuint)Vector<T>.Count <= end; at += (nuint)Vector<T>.Count)
            {
                var (a, b) = m.Both(Vector.LoadUnsafe(ref x, at), Vector.LoadUnsafe(ref g, at), Vector.LoadUnsafe(ref u, at));
                a.StoreUnsafe(ref forOperand, at);
                b.StoreUnsafe(ref forAbove, at);
            }

            for (; at < end; at++)
            {
                var i = (int)at;
                var (a, b) = m.Both(new(operand[i]), new(above[i]), new(cotangent[i]));
                (ofOperand[i], ofAbove[i]) = (a[0], b[0]);
            }
        }
    }

    private static double Number(T value) => double.CreateTruncating(value);

    private ReadOnlySpan<T> Plane(ReadOnlySpan<T> values, int sample, int channel) =>
        values.Slice(((sample * channels) + channel) * positions, positions);

    // Means over a channel: of the operand, 1/σ, ⟨g⟩, ⟨u⟩, ⟨gh⟩, ⟨uh⟩, ⟨ug⟩.
    private readonly record struct Moments(double Mean, double Inverse, double G, double U, double Gh, double Uh, double Ug)
    {
        public Factors As(double factor) => new(
            Of(Mean), Of(Inverse), Of(factor), Of(G), Of(U), Of(Gh), Of(Uh), Of(Ug - (U * G) - (3 * Gh * Uh)),
            Of(factor * Inverse), Of(-Inverse * Inverse));

        private static Vector<T> Of(double value) => new(T.CreateTruncating(value));
    }

    // The same, once for each lane.
    private readonly record struct Factors(
        Vector<T> Mean, Vector<T> Inverse, Vector<T> Scale, Vector<T> G, Vector<T> U, Vector<T> Gh, Vector<T> Uh, Vector<T> OfH,
        Vector<T> OfAbove, Vector<T> OfOperand)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector<T> OfOperand, Vector<T> OfAbove) Both(Vector<T> operand, Vector<T> above, Vector<T> cotangent)
        {
            var h = (operand - Mean) * Inverse;
            var (g, u) = ((above * Scale) - G, cotangent - U);
            return (((h * OfH) + (g * Uh) + (u * Gh)) * OfOperand, (u - (h * Uh)) * OfAbove);
        }
    }
}
