using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>A convolution and its two gradients by products of matrices, over blocks of tiles that stay in the caches.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TLanes">The lanes to work with.</typeparam>
/// <param name="form">The transforms between which the products are.</param>
/// <param name="back">Those of the gradient of the planes, with the window from its end.</param>
/// <param name="channels">Channels of the planes.</param>
/// <param name="channelsOfResults">Channels of the results.</param>
/// <threadsafety>One thread at a time, like the form.</threadsafety>
internal sealed class MatrixConvolution<T, TLanes>(
    ITransposedForm<T> form, IMatrixForm<T> back, int channels, int channelsOfResults) : IConvolutionKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    // How many numbers the matrices of a product have in a block, and the fewest tiles that are worth a pass over the weights.
    private const int BlockNumbers = 1 << 16;
    private const int FewestTiles = 32;

    // Between the matrices of one product and the next: a power of two apart, they would share few lines of the cache.
    private const int Apart = 16;

    private const int Rows = MatrixProducts<T, TLanes>.Rows;

    /// <inheritdoc/>
    public void Convolve(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> weights, Span<byte> results) =>
        Multiply(form, Cast(planes), channels, Cast(weights), isBack: false, MemoryMarshal.Cast<byte, T>(results), channelsOfResults);

    /// <inheritdoc/>
    public void ConvolveBack(ReadOnlySpan<byte> gradients, ReadOnlySpan<byte> weights, Span<byte> results) =>
        Multiply(back, Cast(gradients), channelsOfResults, Cast(weights), isBack: true, MemoryMarshal.Cast<byte, T>(results), channels);

    /// <inheritdoc/>
    public void Correlate(ReadOnlySpan<byte> planes, ReadOnlySpan<byte> gradients, Range channels, Span<byte> results) =>
        Correlate(Cast(planes), Cast(gradients), channels, MemoryMarshal.Cast<byte, T>(results));

    private static ReadOnlySpan<T> Cast(ReadOnlySpan<byte> values) => MemoryMarshal.Cast<byte, T>(values);

    private static ref T At(AlignedMemory<T> memory, nint place) => ref Unsafe.Add(ref memory.First, place);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(
        IMatrixForm<T> way, ReadOnlySpan<T> planes, int inner, ReadOnlySpan<T> weights, bool isBack, Span<T> to, int outer)
    {
        var (products, plane, planeOfResults) = (way.Products, way.Plane, way.PlaneOfResults);
        var (images, rows) = (planes.Length / (inner * plane), VectorUnits.Whole(outer, Rows));
        var tiles = Math.Max(FewestTiles, BlockNumbers / ((way.Sources * inner) + (way.Targets * rows)));
        var pitch = Pitch(way.Grid, images, tiles);
        nint ofWeights = (rows * inner) + Apart, ofValues = (inner * pitch) + Apart, ofTargets = (rows * pitch) + Apart;
        using var left = Packed(way, weights, inner, outer, isBack, ofWeights);
        using var values = new AlignedMemory<T>(way.Sources * ofValues);
        using var targets = new AlignedMemory<T>(way.Targets * ofTargets);
        foreach (var block in way.Grid.Blocks(images, tiles))
        {
            Transform(planes, inner, ..inner, plane, block, way.Values, values, pitch, ofValues);
            var written = 0;
            for (var product = 0; product < products.Length; product++)
            {
                var (source, target) = products[product];
                for (var row = 0; row < rows; row += Rows)
                {
                    MatrixProducts<T, TLanes>.Multiply(
                        ref At(left, (product * ofWeights) + (row * inner)), ref At(values, source * ofValues), inner, pitch, block.Tiles,
                        ref At(targets, (target * ofTargets) + (row * pitch)), pitch, isAdded: (written >> target & 1) == 1);
                }

                written |= 1 << target;
            }

            for (var channel = 0; channel < outer; channel++)
            {
                for (var image = 0; image < block.Images; image++)
                {
                    way.Results(
                        ref At(targets, (channel * pitch) + (image * block.Each)), ofTargets, block,
                        to.Slice((((block.Image + image) * outer) + channel) * planeOfResults, planeOfResults));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Correlate(ReadOnlySpan<T> planes, ReadOnlySpan<T> gradients, Range part, Span<T> to)
    {
        var (first, count) = part.GetOffsetAndLength(channelsOfResults);
        var left = VectorUnits.Whole(count, Rows);
        var right = VectorUnits.Whole(channels, MatrixProducts<T, TLanes>.Others);
        var (products, plane) = (form.Products, form.Plane);
        var images = planes.Length / (channels * plane);

        // What is added to what must not depend on the part.
        var tiles = Math.Max(4 * FewestTiles, 2 * BlockNumbers / ((form.Targets * channelsOfResults) + (form.Sources * channels)));
        var pitch = Pitch(form.Grid, images, tiles);
        nint ofAbove = (left * pitch) + Apart, ofValues = (right * pitch) + Apart, ofSums = (left * right) + Apart;
        using var above = new AlignedMemory<T>(form.Targets * ofAbove);
        using var values = new AlignedMemory<T>(form.Sources * ofValues);
        using var sums = new AlignedMemory<double>(products.Length * ofSums);
        sums.Span.Clear();
        foreach (var block in form.Grid.Blocks(images, tiles))
        {
            Transform(planes, channels, ..channels, plane, block, form.Values, values, pitch, ofValues);
            Transform(gradients, channelsOfResults, part, form.PlaneOfResults, block, form.Gradients, above, pitch, ofAbove);
            ClearBeyond(block.Tiles, form.Sources, values, channels, pitch, ofValues);
            ClearBeyond(block.Tiles, form.Targets, above, count, pitch, ofAbove);
            for (var product = 0; product < products.Length; product++)
            {
                var (source, target) = products[product];
                for (var column = 0; column < right; column += MatrixProducts<T, TLanes>.Others)
                {
                    for (var row = 0; row < left; row += Rows)
                    {
                        ref var four = ref Unsafe.Add(ref sums.First, (product * ofSums) + (column * left) + row);
                        MatrixProducts<T, TLanes>.AddProducts(
                            above.Pointer + (target * ofAbove) + (row * pitch), pitch,
                            ref At(values, (source * ofValues) + (column * pitch)), pitch, block.Tiles, ref four, left);
                    }
                }
            }
        }

        Unpack(sums, ofSums, left, first, count, to);
    }

    // What is written beyond the tiles of an image is written over by the next image, or the next channel.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(
        ReadOnlySpan<T> planes, int all, Range part, int size, TileBlock block, Transformation transform, AlignedMemory<T> to, int pitch,
        nint stride)
    {
        var (first, count) = part.GetOffsetAndLength(all);
        for (var channel = 0; channel < count; channel++)
        {
            for (var image = 0; image < block.Images; image++)
            {
                var plane = ((block.Image + image) * all) + first + channel;
                transform(
                    planes.Slice(plane * size, size), block, ref At(to, (channel * pitch) + (image * block.Each)), stride);
            }
        }
    }

    // For each product and four results the weights of their channels, see MatrixProducts.Multiply.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static AlignedMemory<T> Packed(
        IMatrixForm<T> way, ReadOnlySpan<T> weights, int inner, int outer, bool isBack, nint stride)
    {
        var (places, width) = (way.Places, Vector256<T>.Count);
        var packed = new AlignedMemory<T>(way.Products.Length * stride);
        Span<T> pairs = stackalloc T[places * width];
        for (var row = 0; row < outer; row += Rows)
        {
            for (var channel = 0; channel < inner; channel += width / Rows)
            {
                for (var i = 0; i < width; i++)
                {
                    var (from, to) = (channel + (i / Rows), row + (i % Rows));
                    ref var number = ref pairs[i];
                    if (from >= inner || to >= outer)
                    {
                        for (nint place = 0; place < places; place++)
                        {
                            Unsafe.Add(ref number, place * width) = T.Zero;
                        }

                        continue;
                    }

                    // The way back goes through the window from its end.
                    ref var weight = ref Unsafe.Add(
                        ref MemoryMarshal.GetReference(weights),
                        isBack ? ((nint)((from * outer) + to) * places) + places - 1 : (nint)((to * inner) + from) * places);
                    for (nint place = 0; place < places; place++)
                    {
                        Unsafe.Add(ref number, place * width) = Unsafe.Add(ref weight, isBack ? -place : place);
                    }
                }

                way.Weights(ref pairs[0], ref At(packed, (row * inner) + (channel * Rows)), stride);
            }
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Unpack(AlignedMemory<double> sums, nint stride, int left, int first, int count, Span<T> to)
    {
        var places = form.Places;
        Span<double> pairs = stackalloc double[places * Rows];
        for (var channel = 0; channel < channels; channel++)
        {
            for (var row = 0; row < count; row += Rows)
            {
                form.OfWeights(ref Unsafe.Add(ref sums.First, (channel * left) + row), stride, ref pairs[0]);
                for (var i = 0; i < Math.Min(Rows, count - row); i++)
                {
                    var pair = ((first + row + i) * channels) + channel;
                    for (var place = 0; place < places; place++)
                    {
                        to[(pair * places) + place] = T.CreateTruncating(pairs[(place * Rows) + i]);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ClearBeyond(int tiles, int count, AlignedMemory<T> memory, int rows, int pitch, nint stride)
    {
        var beyond = VectorUnits.Whole(tiles, MatrixProducts<T, TLanes>.Columns) - tiles;
        for (var i = 0; i < count && beyond > 0; i++)
        {
            for (var row = 0; row < rows; row++)
            {
                MemoryMarshal.CreateSpan(ref At(memory, (i * stride) + (row * pitch) + tiles), beyond).Clear();
            }
        }
    }

    // From a channel to the next in blocks of so many tiles: the first is the largest.
    private static int Pitch(TileGrid grid, int images, int tiles) =>
        VectorUnits.Whole(grid.Blocks(images, tiles).FirstOrDefault().Tiles) + Apart;

    private delegate void Transformation(ReadOnlySpan<T> plane, TileBlock block, ref T to, nint stride);
}
