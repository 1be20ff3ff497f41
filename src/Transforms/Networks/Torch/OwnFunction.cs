using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// A function of tensors whose derivative is written by hand. It leaves no tensors to the caller's dispose scope but its values: what
/// TorchSharp makes on the way would keep the memory of a whole pass until its end.
/// </summary>
/// <typeparam name="TSelf">The function.</typeparam>
/// <typeparam name="TSettings">What it depends on beside tensors.</typeparam>
internal abstract class OwnFunction<TSelf, TSettings> : autograd.MultiTensorFunction<TSelf>
    where TSelf : OwnFunction<TSelf, TSettings>, new()
    where TSettings : class
{
    private const string Settings = "settings";

    /// <inheritdoc/>
    public override string Name => typeof(TSelf).Name;

    /// <summary>Whether the derivative needs the operands; otherwise they are not kept, and it is given none.</summary>
    protected virtual bool NeedsOperands => true;

    /// <summary>The values, for whose derivatives the operands are kept.</summary>
    public static IReadOnlyList<Tensor> Of(TSettings settings, params Tensor[] operands)
    {
        using var scope = NewDisposeScope();
        var values = apply([settings, .. operands]);
        values.ForEach(value => value.MoveToOuterDisposeScope());
        return values;
    }

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        List<Tensor> operands = [.. vars.OfType<Tensor>()];
        ctx.save_for_backward(NeedsOperands ? operands : []);

        // The zeros that TorchSharp would make otherwise are like values that are released by then.
        ctx.set_materialize_grads(false);
        ctx.save_data(Settings, vars[0]);
        return Values((TSettings)vars[0], operands);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        var operands = ctx.get_saved_variables();
        Tensor?[] above = [.. grad_outputs.Select(gradient => gradient is { IsInvalid: false } ? gradient : null)];
        Tensor?[] gradients = Gradients((TSettings)ctx.get_data(Settings), operands, above);
        BackwardPass.Step(gradients, [.. operands, .. above]);
        if (BackwardPass.IsLast)
        {
            // TorchSharp does not hand on that libtorch needs them no more.
            ctx.Dispose();
        }

        return [null!, .. gradients.Select(gradient => gradient!)];
    }

    /// <summary>The values; what is done to find them is not differentiated.</summary>
    protected abstract List<Tensor> Values(TSettings settings, IReadOnlyList<Tensor> operands);

    /// <summary>The gradient of each operand, given those that were kept and that of each value; null is zero.</summary>
    protected abstract Tensor?[] Gradients(TSettings settings, IReadOnlyList<Tensor> operands, IReadOnlyList<Tensor?> above);
}
