using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Training;

/// <summary>
/// Trainable values, their gradients and momenta, and the running statistics of batch normalisations, each in one buffer; tensors are
/// views. Backward passes add into the gradients, so that several networks of one step sum up by themselves and an update is one loop.
/// </summary>
internal sealed class FlatParameters : TorchParameters
{
    private const int Alignment = 16;
    private readonly Dictionary<string, ParameterSlot> _slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StatisticSlot> _statistics = new(StringComparer.Ordinal);
    private readonly FlatBuffer _values;
    private readonly FlatBuffer _gradients;
    private readonly FlatBuffer _momenta;
    private readonly FlatBuffer _running;

    /// <param name="parameters">The parameters, whole.</param>
    /// <param name="statistics">The running statistics, whole.</param>
    /// <param name="source">The first values of parameters.</param>
    public FlatParameters(IEnumerable<ParameterReference> parameters, IEnumerable<ParameterReference> statistics, ParameterSource source)
    {
        using var ordinary = inference_mode(false);
        var (values, running) = (0, 0);
        foreach (var parameter in parameters)
        {
            _slots.Add(parameter.Name, new ParameterSlot(parameter, values));
            values += Padded(parameter.Size);
        }

        foreach (var statistic in statistics)
        {
            _statistics.Add(statistic.Name, new StatisticSlot(statistic, running));
            running += Padded(statistic.Size);
        }

        _values = new FlatBuffer(values);
        _gradients = new FlatBuffer(values);
        _momenta = new FlatBuffer(values);
        _running = new FlatBuffer(running);
        foreach (var slot in _slots.Values)
        {
            source.Values(slot.Reference).CopyTo(Values(slot));
            slot.Bind(_values, _gradients);
        }

        foreach (var slot in _statistics.Values)
        {
            slot.Bind(_running);
        }
    }

    /// <summary>Every parameter, in the order given.</summary>
    public IReadOnlyCollection<ParameterSlot> Slots => _slots.Values;

    /// <summary>Every running statistic, in the order given.</summary>
    public IReadOnlyCollection<StatisticSlot> Statistics => _statistics.Values;

    public ParameterSlot Slot(ParameterReference parameter) => _slots[parameter.Name];

    /// <inheritdoc/>
    public override Tensor Get(ParameterReference parameter) =>
        parameter.Role is ParameterRole.RunningMean or ParameterRole.RunningVariance
            ? _statistics[parameter.Name].Tensor
            : _slots[parameter.Name].Tensor;

    public Span<float> Values(ParameterSlot slot) => _values.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Values(StatisticSlot slot) => _running.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Gradients(ParameterSlot slot) => _gradients.Span.Slice(slot.Offset, slot.Size);

    public Span<float> Momenta(ParameterSlot slot) => _momenta.Span.Slice(slot.Offset, slot.Size);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        IEnumerable<IDisposable> all = [.. _slots.Values, .. _statistics.Values, _values, _gradients, _momenta, _running];
        foreach (var one in all)
        {
            one.Dispose();
        }
    }

    private static int Padded(long size) => checked((int)((size + Alignment - 1) / Alignment * Alignment));
}
