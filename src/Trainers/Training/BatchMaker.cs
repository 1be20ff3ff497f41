using System.Runtime.InteropServices;
using NasPipelines.Images;
using NasPipelines.Numerics;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Training;

/// <summary>Writes mini-batches, normalised and augmented, into tensors that are used again.</summary>
internal sealed class BatchMaker : IDisposable
{
    private readonly ImageSet _images;
    private readonly AugmentationOptions _augmentation;
    private readonly float[][] _tables;
    private readonly Tensor _pixels;
    private readonly Tensor _labels;

    public BatchMaker(ImageSet images, ImageNormalisation normalisation, AugmentationOptions augmentation, int batchSize)
    {
        var shape = images.Shape;
        _images = images;
        _augmentation = augmentation;
        _tables = [.. Enumerable.Range(0, shape.Channels).Select(channel =>
        {
            var table = new float[256];
            PixelValues.Tabulate(normalisation.Mean[channel], normalisation.StandardDeviation[channel], table);
            return table;
        })];
        _pixels = zeros(batchSize, shape.Channels, shape.Height, shape.Width, dtype: ScalarType.Float32, device: CPU)
            .DetachFromDisposeScope();
        _labels = zeros(batchSize, dtype: ScalarType.Int64, device: CPU).DetachFromDisposeScope();
    }

    /// <summary>A batch, valid until the next one is made. Call inside a dispose scope.</summary>
    /// <param name="indices">The images.</param>
    /// <param name="random">Draws the augmentation.</param>
    public (Tensor Pixels, Tensor Labels) Make(ReadOnlySpan<int> indices, ref SplitMix64 random)
    {
        var pixels = MemoryMarshal.Cast<byte, float>(_pixels.bytes);
        var labels = MemoryMarshal.Cast<byte, long>(_labels.bytes);
        for (var i = 0; i < indices.Length; i++)
        {
            var pad = _augmentation.CropPadding;
            var top = pad == 0 ? 0 : (int)random.Below((uint)((2 * pad) + 1)) - pad;
            var left = pad == 0 ? 0 : (int)random.Below((uint)((2 * pad) + 1)) - pad;
            var flip = _augmentation.Flip && random.Below(2) == 1;
            Write(_images.Pixels(indices[i]), pixels.Slice(i * _images.Shape.Bytes, _images.Shape.Bytes), top, left, flip);
            labels[i] = _images.Labels[indices[i]];
        }

        return indices.Length == _labels.shape[0]
            ? (_pixels.alias(), _labels.alias())
            : (_pixels.narrow(0, 0, indices.Length), _labels.narrow(0, 0, indices.Length));
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _labels.Dispose();
    }

    // Padding is black, as published: images are normalised after they are padded.
    private void Write(ReadOnlySpan<byte> from, Span<float> to, int top, int left, bool flip)
    {
        var shape = _images.Shape;
        var (channels, height, width) = (shape.Channels, shape.Height, shape.Width);
        for (var channel = 0; channel < channels; channel++)
        {
            var table = _tables[channel];
            for (var y = 0; y < height; y++)
            {
                var row = to.Slice(((channel * height) + y) * width, width);
                if ((uint)(y + top) >= (uint)height)
                {
                    row.Fill(table[0]);
                    continue;
                }

                var source = from.Slice(((channel * height) + y + top) * width, width);
                for (var x = 0; x < width; x++)
                {
                    var at = x + left;
                    row[flip ? width - 1 - x : x] = (uint)at < (uint)width ? table[source[at]] : table[0];
                }
            }
        }
    }
}
