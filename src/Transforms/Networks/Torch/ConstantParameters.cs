using System.Globalization;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// All weights and scales of one value, all biases and shifts 0. Of a network with one channel for equal ones, a weight is counted as often
/// as channels stand behind what it reads.
/// </summary>
/// <threadsafety>Safe for use by several threads; tensors are never written after they are made.</threadsafety>
internal sealed class ConstantParameters(double value, ScalarType type, Device? device = null) : TypedParameters(type, device)
{
    /// <inheritdoc/>
    public override Tensor Get(ParameterReference parameter) => Get(parameter, null);

    /// <summary>The parameters of a network with one channel for equal ones.</summary>
    public TorchParameters For(EqualChannels network) => new Counted(this, network);

    private Tensor Get(ParameterReference parameter, double[]? counts)
    {
        var shape = string.Join('x', parameter.Shape);
        var key = string.Create(
            CultureInfo.InvariantCulture, $"{parameter.Role} {shape} {(counts is null ? "" : string.Join(' ', counts))}");
        return Shared(key, () => parameter.Role switch
        {
            ParameterRole.NormScale => Full(parameter),
            ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight => Weight(parameter, counts),
            _ => zeros([.. parameter.Shape], dtype: Type, device: Device),
        });
    }

    private Tensor Full(ParameterReference parameter) =>
        HeldNumber.With(value, number => full([.. parameter.Shape], number, dtype: Type, device: Device));

    private Tensor Weight(ParameterReference parameter, double[]? counts)
    {
        var same = Full(parameter);
        return counts is null
            ? same
            : same.mul(tensor(counts, [1, counts.Length, .. parameter.Shape.Skip(2).Select(_ => 1L)], dtype: Type, device: Device));
    }

    private sealed class Counted(ConstantParameters all, EqualChannels network) : TorchParameters(all.Device)
    {
        public override Tensor Get(ParameterReference parameter) => all.Get(parameter, network.Counts.GetValueOrDefault(parameter.Name));
    }
}
