using System.Collections.Concurrent;
using NasPipelines.Networks.Parameters;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// The parameters of untrained or stored networks as tensors of one type, made once per name and shape, and how such networks are scored.
/// </summary>
/// <threadsafety>Safe for use by several threads; tensors are never written after they are made.</threadsafety>
internal sealed class TorchContext : TypedParameters
{
    private readonly ConcurrentDictionary<string, Lazy<double[]>> _values = new(StringComparer.Ordinal);
    private readonly ParameterSource _source;
    private readonly bool _absolute;

    /// <param name="source">Gives the values.</param>
    /// <param name="type">Type of all tensors: float32 or float64.</param>
    /// <param name="absolute">Whether every parameter is replaced by its absolute value.</param>
    /// <param name="statistics">What batch normalisations divide by.</param>
    /// <param name="device">Where tensors are made; null means the CPU.</param>
    public TorchContext(
        ParameterSource source, ScalarType type, bool absolute = false, BatchNormStatistics statistics = BatchNormStatistics.Batch,
        Device? device = null)
        : base(type, device)
    {
        if (statistics is not (BatchNormStatistics.Batch or BatchNormStatistics.Initial or BatchNormStatistics.Running))
        {
            throw new ArgumentException(
                $"a network is run with statistics of the batch, initial or running ones (were {statistics})", nameof(statistics));
        }

        (_source, _absolute, Statistics) = (source, absolute, statistics);
    }

    /// <summary>What batch normalisations divide by.</summary>
    public BatchNormStatistics Statistics { get; }

    /// <summary>The tensor of a parameter; weights require gradients.</summary>
    public Tensor Parameter(ParameterReference parameter) => Part(parameter);

    /// <inheritdoc/>
    public override Tensor Get(ParameterReference parameter) => Shared(Key(parameter), () =>
    {
        var values = Array.ConvertAll(_source.Values(parameter), v => _absolute ? Math.Abs(v) : v);
        // A copy in libtorch's own memory: a managed array is not aligned, and products of unaligned matrices differ in their last bits
        // from run to run.
        var made = tensor(values, dtype: ScalarType.Float32, device: Device).to(Type).reshape([.. parameter.Shape]).clone();
        return made.requires_grad_(parameter.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight);
    });

    /// <summary>The values of a parameter as numbers.</summary>
    public double[] Values(ParameterReference parameter) =>
        _values.GetOrAdd(
            Key(parameter),
            _ => new(() => Array.ConvertAll(_source.Values(parameter), v => _absolute ? Math.Abs((double)v) : v))).Value;

    // Networks of one space may use a name with several shapes: widths are searched.
    private static string Key(ParameterReference parameter) => $"{parameter.Name} {string.Join('x', parameter.Shape)}";
}
