using System.Collections.Immutable;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>Positions in tensors of known values.</summary>
internal static class FoldedShapes
{
    /// <summary>The most values of a constant.</summary>
    public const long Most = 1 << 23;

    /// <summary>The number of values of a shape.</summary>
    /// <exception cref="InvalidDataException">They are more than any constant of a network has.</exception>
    public static long Count(IEnumerable<long> sizes)
    {
        var count = 1L;
        foreach (var size in sizes)
        {
            count = size is >= 0 and <= Most ? count * size : Most + 1;
            if (count > Most)
            {
                throw new InvalidDataException($"a constant of the shape [{string.Join(", ", sizes)}] is larger than any network has");
            }
        }

        return count;
    }

    /// <summary>For each dimension the distance of neighbours in memory.</summary>
    public static long[] Strides(IReadOnlyList<long> sizes)
    {
        var strides = new long[sizes.Count];
        for (var (i, stride) = (sizes.Count - 1, 1L); i >= 0; i--)
        {
            strides[i] = stride;
            stride *= sizes[i];
        }

        return strides;
    }

    /// <summary>The shape that two shapes are repeated to.</summary>
    public static ImmutableArray<long> Common(ImmutableArray<long> x, ImmutableArray<long> y)
    {
        var rank = Math.Max(x.Length, y.Length);
        var common = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var (a, b) = (i < rank - x.Length ? 1 : x[i - rank + x.Length], i < rank - y.Length ? 1 : y[i - rank + y.Length]);
            common[i] = a == b || b == 1 ? a : a == 1 ? b
                : throw new InvalidDataException($"shapes [{string.Join(", ", x)}] and [{string.Join(", ", y)}] do not fit together");
        }

        return [.. common];
    }

    /// <summary>
    /// The positions in a tensor that make up another of a given shape: repeated where it has the size 1 or no dimension.
    /// </summary>
    public static long[] Repeated(ImmutableArray<long> from, ImmutableArray<long> to)
    {
        var own = Strides(from);
        var strides = new long[to.Length];
        for (var i = 0; i < from.Length; i++)
        {
            strides[to.Length - from.Length + i] = from[i] == 1 ? 0 : own[i];
        }

        return Positions(to, strides, 0);
    }

    /// <summary>The positions of a shape that is laid over memory with given distances.</summary>
    public static long[] Positions(IReadOnlyList<long> sizes, long[] strides, long start) =>
        Laid(Count(sizes), sizes, strides, start, at => at);

    /// <summary>The values at those positions.</summary>
    /// <param name="count">The number of values, the product of the sizes.</param>
    /// <param name="sizes">The shape.</param>
    /// <param name="strides">The distances.</param>
    /// <param name="start">The first position.</param>
    /// <param name="value">The value at a position.</param>
    public static T[] Laid<T>(long count, IReadOnlyList<long> sizes, long[] strides, long start, Func<long, T> value)
    {
        var values = new T[count];
        var index = new long[sizes.Count];
        for (var (i, at) = (0L, start); i < values.LongLength; i++)
        {
            values[i] = value(at);
            for (var d = sizes.Count - 1; d >= 0; d--)
            {
                at += strides[d];
                if (++index[d] < sizes[d])
                {
                    break;
                }

                at -= strides[d] * sizes[d];
                index[d] = 0;
            }
        }

        return values;
    }

    /// <summary>A tensor of the values at positions.</summary>
    public static FoldedTensor Take(this FoldedTensor x, ImmutableArray<long> sizes, long[] positions) => new(
        sizes, Array.ConvertAll(positions, p => x.Values[p]), x.IsInteger,
        x.PerSample is { } flags ? Array.ConvertAll(positions, p => flags[p]) : null);
}
