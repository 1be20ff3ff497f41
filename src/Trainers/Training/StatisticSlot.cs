using NasPipelines.Networks.Parameters;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Training;

/// <summary>The place of a running statistic of a batch normalisation in the buffer.</summary>
internal sealed class StatisticSlot(ParameterReference reference, int offset) : IDisposable
{
    public ParameterReference Reference { get; } = reference;

    public int Offset { get; } = offset;

    public int Size { get; } = checked((int)reference.Size);

    public Tensor Tensor { get; private set; } = null!;

    /// <summary>Takes its place with the value before training: mean 0, variance 1.</summary>
    public void Bind(FlatBuffer statistics)
    {
        Tensor = statistics.View(Offset, Size);
        statistics.Span.Slice(Offset, Size).Fill(Reference.Role == ParameterRole.RunningVariance ? 1 : 0);
    }

    public void Dispose() => Tensor.Dispose();
}
