using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks;

/// <summary>
/// What <see cref="TorchNetwork"/> reads and networks share: parameters as tensors, made once per name and shape, and constants of pooling.
/// </summary>
/// <threadsafety>Safe for use by several threads; tensors are never written after they are made.</threadsafety>
internal sealed class TorchContext : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Tensor>> _tensors = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<double[]>> _values = new(StringComparer.Ordinal);
    private readonly ParameterSource _source;
    private readonly bool _absolute;

    /// <param name="source">Gives the values.</param>
    /// <param name="type">Type of all tensors: float32 or float64.</param>
    /// <param name="absolute">Whether every parameter is replaced by its absolute value.</param>
    /// <param name="statistics">What batch normalisations divide by.</param>
    public TorchContext(
        ParameterSource source, ScalarType type, bool absolute = false, NormalisationStatistics statistics = NormalisationStatistics.Batch)
    {
        LibTorch.EnsureLoaded();
        NativeMemory.Tune();
        _source = source;
        _absolute = absolute;
        Type = type;
        Statistics = statistics;
    }

    public ScalarType Type { get; }

    /// <summary>Whether batch normalisations use running statistics instead of those of the batch.</summary>
    public bool RunningStatistics { get; init; }

    /// <summary>Which statistics they use otherwise.</summary>
    public NormalisationStatistics Statistics { get; }

    /// <summary>A vector of one value throughout.</summary>
    public Tensor Constant(double value, int length) => Shared($"constant {value} {length}", () => full(length, value, dtype: Type));

    /// <summary>The tensor of a parameter; weights require gradients.</summary>
    public Tensor Parameter(ParameterReference parameter) => parameter.Slice is { } slice
        ? slice.Of(Parameter(parameter.Whole), parameter.Shape)
        : Shared(Key(parameter), () =>
        {
            var values = Array.ConvertAll(_source.Values(parameter), v => _absolute ? Math.Abs(v) : v);
            // A copy in libtorch's own memory: a managed array is not aligned, and products of unaligned matrices differ in their last bits from run to run.
            var made = tensor(values, dtype: ScalarType.Float32).to(Type).reshape([.. parameter.Shape]).clone();
            return made.requires_grad_(parameter.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight);
        });

    /// <summary>The values of a parameter as numbers.</summary>
    public double[] Values(ParameterReference parameter) =>
        _values.GetOrAdd(
            Key(parameter),
            _ => new(() => Array.ConvertAll(_source.Values(parameter), v => _absolute ? Math.Abs((double)v) : v))).Value;

    /// <summary>
    /// A matrix A of [from, to] with y = x A the average over windows along one dimension, padding not counted: the divisor of a window is the
    /// product of the counts of its rows and columns, so two such products are the pooling exactly.
    /// </summary>
    public Tensor AveragingMatrix(int size, int kernel, int stride, int padding) =>
        Shared($"average {size} {kernel} {stride} {padding}", () =>
        {
            var windows = (((size + (2 * padding)) - kernel) / stride) + 1;
            var matrix = new double[size * windows];
            for (var window = 0; window < windows; window++)
            {
                var first = Math.Max(0, (window * stride) - padding);
                var end = Math.Min(size, (window * stride) - padding + kernel);
                for (var i = first; i < end; i++)
                {
                    matrix[(i * windows) + window] = 1.0 / (end - first);
                }
            }

            return tensor(matrix, [size, windows], dtype: Type);
        });

    /// <summary>The same over a plane at once: A of [rows × columns of x, rows × columns of y] for planes written as rows.</summary>
    public Tensor AveragingPlane(int rows, int columns, int kernel, int stride, int padding) =>
        Shared(
            $"average {rows} x {columns} {kernel} {stride} {padding}",
            () => kron(AveragingMatrix(rows, kernel, stride, padding), AveragingMatrix(columns, kernel, stride, padding)));

    public void Dispose()
    {
        foreach (var made in _tensors.Values.Where(t => t.IsValueCreated))
        {
            made.Value.Dispose();
        }

        _tensors.Clear();
    }

    // Networks of one space may use a name with several shapes: widths are searched.
    private static string Key(ParameterReference parameter) => $"{parameter.Name} {string.Join('x', parameter.Shape)}";

    private Tensor Shared(string key, Func<Tensor> make) =>
        _tensors.GetOrAdd(key, _ => new(() =>
        {
            using var scope = NewDisposeScope();
            using var noGradients = no_grad();
            return make().DetachFromDisposeScope();
        })).Value;
}
