using NasPipelines.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Training;

/// <summary>
/// Trainable values, their gradients and momenta, and the running statistics of batch normalisations, each in one buffer; tensors are views. Backward
/// passes add into the gradients, so that several networks of one step sum up by themselves and an update is one loop.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private const int Alignment = 16;
    private readonly Dictionary<string, ParameterSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NormSlot> _norms = new(StringComparer.Ordinal);
    private readonly FlatBuffer _values;
    private readonly FlatBuffer _gradients;
    private readonly FlatBuffer _momenta;
    private readonly FlatBuffer _statistics;

    public FlatParameters(IEnumerable<ParameterReference> parameters, IEnumerable<NormReference> norms, ParameterSource source)
    {
        LibTorch.EnsureLoaded();
        NativeMemory.Tune();
        var offset = 0;
        foreach (var parameter in parameters)
        {
            _slots.Add(parameter.Name, new ParameterSlot(parameter, offset));
            offset += Padded(parameter.Size);
        }

        var statistics = 0;
        foreach (var norm in norms)
        {
            _norms.Add(norm.Name, new NormSlot(norm, statistics));
            statistics += 2 * Padded(norm.Channels);
        }

        _values = new FlatBuffer(offset);
        _gradients = new FlatBuffer(offset);
        _momenta = new FlatBuffer(offset);
        _statistics = new FlatBuffer(statistics);
        foreach (var slot in _slots.Values)
        {
            source.Values(slot.Reference).CopyTo(Values(slot));
            slot.Bind(_values, _gradients);
        }

        foreach (var slot in _norms.Values)
        {
            slot.Bind(_statistics, Padded(slot.Reference.Channels));
        }
    }

    /// <summary>Every parameter, in the order given.</summary>
    public IReadOnlyCollection<ParameterSlot> Slots => _slots.Values;

    /// <summary>Every batch normalisation, in the order given.</summary>
    public IReadOnlyCollection<NormSlot> Norms => _norms.Values;

    public ParameterSlot Slot(ParameterReference parameter) => _slots[parameter.Name];

    /// <summary>The values of a parameter, or of a slice of one, for automatic differentiation.</summary>
    public Tensor Tensor(ParameterReference parameter)
    {
        var whole = Slot(parameter).Tensor;
        return parameter.Slice is { } slice ? slice.Of(whole, parameter.Shape) : whole;
    }

    public NormSlot Norm(string name) => _norms[name];

    public Span<float> Values(ParameterSlot slot) => _values.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Gradients(ParameterSlot slot) => _gradients.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Momenta(ParameterSlot slot) => _momenta.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Means(NormSlot norm) => _statistics.Span.Slice(norm.MeanOffset, norm.Reference.Channels);

    public Span<float> Variances(NormSlot norm) => _statistics.Span.Slice(norm.VarianceOffset, norm.Reference.Channels);

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Dispose();
        }

        foreach (var slot in _norms.Values)
        {
            slot.Dispose();
        }

        foreach (var buffer in (FlatBuffer[])[_values, _gradients, _momenta, _statistics])
        {
            buffer.Dispose();
        }
    }

    private static int Padded(long size) => checked((int)((size + Alignment - 1) / Alignment * Alignment));
}
