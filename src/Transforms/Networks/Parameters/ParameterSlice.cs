using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Parameters;

/// <summary>
/// Which part of a shared parameter a network of fewer channels reads: the leading ones of each dimension. Filters of a grouped convolution
/// take the blocks on the diagonal: with o filters in g groups of c/g channels, filter f reads channels ⌊f·g/o⌋·c/g onwards.
/// </summary>
/// <param name="Whole">Shape of the parameter as it is stored.</param>
/// <param name="Groups">Groups of the convolution that reads it.</param>
internal sealed record ParameterSlice(ImmutableArray<long> Whole, int Groups)
{
    /// <summary>The slice's values, row-major.</summary>
    /// <param name="values">The stored values, row-major.</param>
    /// <param name="shape">The slice's shape.</param>
    public float[] Of(float[] values, ImmutableArray<long> shape)
    {
        var (columns, wholeColumns) = shape.Length > 1 ? ((int)shape[1], (int)Whole[1]) : (1, 1);
        var inner = (int)shape.Skip(2).Aggregate(1L, (product, size) => product * size);
        var slice = new float[shape[0] * columns * inner];
        for (var row = 0; row < shape[0]; row++)
        {
            var first = (row * wholeColumns) + (row * Groups / (int)shape[0] * columns);
            values.AsSpan(first * inner, columns * inner).CopyTo(slice.AsSpan(row * columns * inner));
        }

        return slice;
    }

    /// <summary>The slice as a tensor that gradients pass through.</summary>
    public Tensor Of(Tensor whole, ImmutableArray<long> shape)
    {
        if (shape.Length == 1)
        {
            return whole.narrow(0, 0, shape[0]);
        }

        var rows = shape[0] / Groups;
        Tensor[] blocks =
            [.. Enumerable.Range(0, Groups).Select(group => whole.narrow(0, group * rows, rows).narrow(1, group * shape[1], shape[1]))];
        return blocks.Length == 1 ? blocks[0] : cat(blocks, 0);
    }
}
