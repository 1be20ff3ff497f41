using static TorchSharp.torch;

namespace NasPipelines.Training;

/// <summary>A batch normalisation by name.</summary>
/// <param name="Name">Structural name, such as <c>cells.3.edge.0-2.nor_conv_3x3.bn</c>.</param>
/// <param name="Channels">Number of channels.</param>
internal sealed record NormReference(string Name, int Channels);

/// <summary>The running statistics of a batch normalisation and their place in the buffer.</summary>
internal sealed class NormSlot(NormReference reference, int offset) : IDisposable
{
    public NormReference Reference { get; } = reference;

    public Tensor Mean { get; private set; } = null!;

    public Tensor Variance { get; private set; } = null!;

    public int MeanOffset { get; } = offset;

    public int VarianceOffset { get; private set; }

    /// <summary>Mean and variance of the leading channels.</summary>
    public (Tensor Mean, Tensor Variance) Leading(int channels) =>
        channels == Reference.Channels ? (Mean, Variance) : (Mean.narrow(0, 0, channels), Variance.narrow(0, 0, channels));

    public void Bind(FlatBuffer statistics, int stride)
    {
        VarianceOffset = MeanOffset + stride;
        Mean = statistics.View(MeanOffset, Reference.Channels);
        Variance = statistics.View(VarianceOffset, Reference.Channels);
        statistics.Span.Slice(VarianceOffset, Reference.Channels).Fill(1);
    }

    public void Dispose()
    {
        Mean.Dispose();
        Variance.Dispose();
    }
}
