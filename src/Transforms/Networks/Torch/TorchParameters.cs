using System.Collections.Concurrent;
using NasPipelines.Networks.Native;
using NasPipelines.Networks.Parameters;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Gives networks their parameters as tensors. Networks that share parameters share its constants too, such as the matrices of average
/// pooling.
/// </summary>
/// <threadsafety>Safe for use by several threads where <see cref="Get"/> is.</threadsafety>
public abstract class TorchParameters : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Tensor>> _shared = new(StringComparer.Ordinal);

    /// <summary>Loads libtorch.</summary>
    /// <exception cref="InvalidOperationException">It cannot be loaded; the message says why, and what to call first.</exception>
    protected TorchParameters()
        : this(null)
    {
    }

    /// <param name="device">Where tensors are made; null means the CPU.</param>
    private protected TorchParameters(Device? device)
    {
        LibTorch.EnsureLoaded();
        Device = device ?? CPU;
    }

    /// <summary>
    /// Where tensors are made: said to libtorch each time, since what it does otherwise is up to the application
    /// (<c>torch.set_default_device</c>).
    /// </summary>
    internal Device Device { get; }

    /// <summary>The values of a parameter, or of a running statistic of a batch normalisation, in the shape of the reference.</summary>
    /// <param name="parameter">A whole parameter, never a part of one.</param>
    public abstract Tensor Get(ParameterReference parameter);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The values of a parameter or of a slice of one, which gradients pass through.</summary>
    internal Tensor Part(ParameterReference parameter) =>
        parameter.Slice is { } slice ? slice.Of(Get(parameter.Whole), parameter.Shape) : Get(parameter);

    /// <summary>A vector of one value throughout.</summary>
    internal Tensor Constant(double value, int length, ScalarType type) =>
        Shared(
            $"constant {BitConverter.DoubleToInt64Bits(value)} {length} {type}",
            () => HeldNumber.With(value, number => full(length, number, dtype: type, device: Device)));

    /// <summary>A tensor that is made once and lives as long as the parameters.</summary>
    internal Tensor Shared(string key, Func<Tensor> make) =>
        _shared.GetOrAdd(key, _ => new(() =>
        {
            using var scope = NewDisposeScope();
            using var ordinary = inference_mode(false);
            using var noGradients = no_grad();
            return make().DetachFromDisposeScope();
        })).Value;

    /// <summary>Frees the tensors.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var made in _shared.Values.Where(t => disposing && t.IsValueCreated))
        {
            made.Value.Dispose();
        }

        _shared.Clear();
    }
}
