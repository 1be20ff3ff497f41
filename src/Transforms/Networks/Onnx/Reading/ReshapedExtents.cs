using System.Collections.Immutable;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>The shape that a reshape gives, with the batch left open, also where the file froze it at 1.</summary>
internal static class ReshapedExtents
{
    /// <summary>The new shape.</summary>
    /// <param name="from">The shape of the operand.</param>
    /// <param name="target">Sizes; 0 keeps the operand's, −1 takes what is left.</param>
    /// <param name="allowZero">Whether 0 is a size.</param>
    /// <param name="frozen">Whether the file speaks of one image where any number is meant.</param>
    /// <exception cref="InvalidDataException">The sizes do not fit, or samples would be mixed.</exception>
    public static ImmutableArray<Extent> Of(ImmutableArray<Extent> from, FoldedTensor target, bool allowZero, bool frozen)
    {
        var (total, batch) = (from.Size(), from.BatchAxis());
        var sizes = new long[target.Count];
        var flags = new bool[target.Count];
        var rest = -1;
        for (var i = 0; i < sizes.Length; i++)
        {
            (sizes[i], flags[i]) = ((long)target.Values[i], target.IsPerSample(i));
            if (sizes[i] == 0 && !allowZero)
            {
                (sizes[i], flags[i]) = i < from.Length ? (from[i].Count, from[i].PerSample)
                    : throw new InvalidDataException($"its shape keeps dimension {i} of {from.Text()}");
            }
            else if (sizes[i] == -1 && !flags[i])
            {
                rest = rest < 0 ? i : throw new InvalidDataException("its shape leaves two dimensions open");
            }
        }

        var product = sizes.Where((_, i) => i != rest).Aggregate(1L, Times);
        if (rest >= 0)
        {
            sizes[rest] = product > 0 && total % product == 0 ? total / product : -2;
        }

        if (sizes.Aggregate(1L, Times) != total || flags.Count(f => f) > (batch < 0 ? 0 : 1))
        {
            var shown = target.Values.Select((v, i) => target.IsPerSample(i) ? $"n·{v}" : $"{v}");
            throw new InvalidDataException($"{from.Text()} cannot become [{string.Join(", ", shown)}]");
        }

        if (batch < 0)
        {
            return [.. sizes.Select(Extent.Fixed)];
        }

        var stride = from.BatchStride();
        var at = Array.IndexOf(flags, true) is var marked and >= 0 ? marked
            : rest >= 0 && !frozen ? rest
            : frozen ? Freed(sizes, stride)
            : throw new InvalidDataException($"{from.Text()} cannot become [{string.Join(", ", sizes)}] for every size of the batch");
        var behind = sizes.Skip(at + 1).Aggregate(1L, (a, b) => a * b);
        return behind == 0 || stride % behind != 0 || stride / behind == 0 || sizes[at] % (stride / behind) != 0
            ? throw new InvalidDataException($"{from.Text()} cannot become [{string.Join(", ", sizes)}] without mixing samples")
            : [.. sizes.Select((size, i) => i == at ? new Extent(size, true, stride / behind) : Extent.Fixed(size))];
    }

    private static long Times(long product, long size) =>
        size is >= 0 and <= Extents.Most ? Math.Min(product * size, Extents.Most + 1) : -2;

    /// <summary>Where samples lie in a shape that was written for one: behind as many values as in the operand.</summary>
    private static int Freed(long[] sizes, long stride)
    {
        var (at, behind) = (-1, 1L);
        for (var i = sizes.Length - 1; i >= 0; i--)
        {
            if (behind * sizes[i] == stride && (at < 0 || sizes[i] == 1))
            {
                at = i;
            }

            behind *= sizes[i];
        }

        return at >= 0 ? at : throw new InvalidDataException($"its shape [{string.Join(", ", sizes)}] mixes samples");
    }
}
