using System.Numerics;
using System.Runtime.InteropServices;
using NasPipelines.Networks.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Batch normalisation with the statistics of the batch, to be differentiated twice: values and first derivatives are libtorch's own to
/// the last bit, second derivatives those of <see cref="NormalisationKernel{T}"/>. Further ones are right too, where libtorch's take the
/// statistics of the batch for constants.
/// </summary>
internal static class TwiceNormalisation
{
    /// <summary>The normalisation; scale and shift are constants.</summary>
    public static Tensor Apply(Tensor x, Tensor? scale, Tensor? shift, double momentum, double epsilon)
    {
        if (!is_grad_enabled() || !x.requires_grad)
        {
            return F.batch_norm(x, null, null, scale, shift, true, momentum, epsilon);
        }

        // What libtorch keeps for its own first derivative lives as long as the pass.
        var operand = x.detach().requires_grad_();
        var value = F.batch_norm(operand, null, null, scale, shift, true, momentum, epsilon);
        return Normalised.Of(new(operand, value, scale, epsilon), x)[0];
    }

    private sealed record Inner(Tensor Operand, Tensor Value, Tensor? Scale, double Epsilon);

    private sealed class Normalised : OwnFunction<Normalised, Inner>
    {
        protected override List<Tensor> Values(Inner settings, IReadOnlyList<Tensor> operands) => [settings.Value.detach()];

        protected override Tensor?[] Gradients(Inner settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above) =>
            [.. Gradient.Of(settings, operands[0], above[0]!)];
    }

    private sealed class Gradient : OwnFunction<Gradient, Inner>
    {
        protected override List<Tensor> Values(Inner settings, IReadOnlyList<Tensor> operands) =>
            [.. autograd.grad([settings.Value], [settings.Operand], [operands[1]], retain_graph: true)];

        protected override Tensor?[] Gradients(Inner settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above)
        {
            if (is_grad_enabled())
            {
                return Differentiable(operands[0], operands[1], above[0]!, settings);
            }

            return operands[0].dtype == ScalarType.Float64
                ? Both<double>(operands[0], operands[1], above[0]!, settings)
                : Both<float>(operands[0], operands[1], above[0]!, settings);
        }

        // The formulas of the kernel in operations that libtorch differentiates.
        private static Tensor[] Differentiable(Tensor operand, Tensor above, Tensor cotangent, Inner inner)
        {
            using var scope = NewDisposeScope();
            var scale = inner.Scale?.reshape(1, -1, 1, 1) ?? ones(1, dtype: operand.dtype, device: operand.device);
            var (x, u) = (operand - Mean(operand), cotangent - Mean(cotangent));
            var inverse = HeldNumber.With(inner.Epsilon, epsilon => HeldNumber.With(1, one => Mean(x * x).add(epsilon, one))).rsqrt();
            var (h, g) = (x * inverse, (above - Mean(above)) * scale);
            var (gh, uh) = (Mean(g * h), Mean(u * h));
            var three = HeldNumber.With(3, (gh * uh).mul);
            var ofOperand = (h * (Mean(u * g) - three)).Plus(g * uh).Plus(u * gh) * inverse * inverse;
            var ofAbove = (u - (h * uh)) * inverse * scale;
            return [ofOperand.neg().MoveToOuterDisposeScope(), ofAbove.MoveToOuterDisposeScope()];

            static Tensor Mean(Tensor values) => values.mean([0, 2, 3], keepdim: true);
        }

        private static Tensor[] Both<T>(Tensor operand, Tensor above, Tensor cotangent, Inner inner)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            using var x = operand.contiguous();
            using var g = above.contiguous();
            using var u = cotangent.contiguous();
            using var scale = inner.Scale?.contiguous();
            var (ofOperand, ofAbove) = (empty_like(x), empty_like(x));
            var (samples, channels) = ((int)x.shape[0], (int)x.shape[1]);
            var kernel = new NormalisationKernel<T>(samples, channels, (int)(x.shape[2] * x.shape[3]), inner.Epsilon);
            TorchThreads.InParts(channels, part => kernel.Gradients(
                part, Values(x), Values(g), scale is null ? [] : Values(scale), Values(u), Values(ofOperand), Values(ofAbove)));
            return [ofOperand, ofAbove];

            static Span<T> Values(Tensor tensor) => MemoryMarshal.Cast<byte, T>(tensor.bytes);
        }
    }
}
