using System.Collections.Immutable;

namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Shapes of tensors of any rank.</summary>
internal static class Extents
{
    /// <summary>The most values that one sample may have anywhere in a network.</summary>
    public const long Most = int.MaxValue;

    /// <summary>As people write it.</summary>
    public static string Text(this ImmutableArray<Extent> extents) => $"[{string.Join(", ", extents)}]";

    /// <summary>Position of the dimension that holds the batch; -1 where none does.</summary>
    public static int BatchAxis(this ImmutableArray<Extent> extents)
    {
        for (var i = 0; i < extents.Length; i++)
        {
            if (extents[i].PerSample)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Values of a sample.</summary>
    /// <exception cref="InvalidDataException">They are more than any network has, or a size is negative.</exception>
    public static long Size(this ImmutableArray<Extent> extents)
    {
        var size = 1L;
        foreach (var extent in extents)
        {
            size = extent.Count is >= 0 and <= Most ? size * extent.Count : Most + 1;
            if (size > Most)
            {
                throw new InvalidDataException($"a value of the shape {extents.Text()} is larger than any network has");
            }
        }

        return size;
    }

    /// <summary>Positions in memory from one sample to the next: the values of dimensions that vary faster.</summary>
    public static long BatchStride(this ImmutableArray<Extent> extents)
    {
        var axis = extents.BatchAxis();
        return extents.Skip(axis + 1).Aggregate(extents[axis].Inner, (product, extent) => product * extent.Count);
    }

    /// <summary>The shape as a network's features: channels, rows and columns of an image, else all values as channels.</summary>
    public static FeatureShape Features(this ImmutableArray<Extent> extents)
    {
        var size = (int)extents.Size();
        return extents is [{ PerSample: true, Count: 1 }, { } channels, { } rows, { } columns]
            ? new((int)channels.Count, (int)rows.Count, (int)columns.Count)
            : new(size, 1, 1);
    }

    /// <summary>The sizes for a number of samples.</summary>
    public static long[] For(this ImmutableArray<Extent> extents, long samples) => [.. extents.Select(e => e.For(samples))];
}
