using System.Collections.Immutable;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>
/// Values that are known while a file is read: constants, and sizes of tensors. A size may be a number for each sample of the batch, which
/// the reader leaves open.
/// </summary>
/// <param name="Sizes">Its shape; empty for a scalar.</param>
/// <param name="Values">Its values, row-major.</param>
/// <param name="IsInteger">Whether they are whole numbers or truth values, which divide without remainder.</param>
/// <param name="PerSample">Which values are to be multiplied by the samples of the batch; null for none.</param>
internal sealed record FoldedTensor(ImmutableArray<long> Sizes, double[] Values, bool IsInteger, bool[]? PerSample = null)
{
    /// <summary>The number of values.</summary>
    public long Count => Values.LongLength;

    /// <summary>Whether a value is one for each sample.</summary>
    public bool IsPerSample(long i) => PerSample is { } flags && flags[i];

    /// <summary>A scalar.</summary>
    public static FoldedTensor Scalar(double value, bool isInteger) => new([], [value], isInteger);

    /// <summary>A vector of whole numbers.</summary>
    public static FoldedTensor Vector(IEnumerable<long> values) =>
        values.Select(v => (double)v).ToArray() is var all ? new([all.Length], all, true) : null!;

    /// <summary>The values as whole numbers that no batch multiplies.</summary>
    /// <exception cref="InvalidDataException">Some are not.</exception>
    public long[] Integers(string what) => PerSample?.Contains(true) == true
        ? throw new InvalidDataException($"{what} depends on the size of the batch")
        : Array.TrueForAll(Values, v => v == Math.Floor(v))
            ? Array.ConvertAll(Values, v => v >= long.MaxValue ? long.MaxValue : v <= long.MinValue ? long.MinValue : (long)v)
            : throw new InvalidDataException($"{what} has values that are not whole");

    /// <summary>The same values in another shape.</summary>
    public FoldedTensor In(ImmutableArray<long> sizes) => this with { Sizes = sizes };
}
