namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>A window whose averages, of the places that are in the image, are as many as its values: odd, of stride one, padded.</summary>
/// <param name="Rows">Rows of an image.</param>
/// <param name="Columns">Columns of an image.</param>
/// <param name="Kernel">Rows and columns of the window.</param>
internal sealed record PoolingWindow(int Rows, int Columns, int Kernel)
{
    /// <summary>Positions up to which the whole window is averaged at once: the faster way there.</summary>
    public const int LargestPlane = 100;

    /// <summary>Whether the window is averaged at once; otherwise along rows and then along columns.</summary>
    public bool IsWhole => Rows * Columns <= LargestPlane;

    /// <summary>Places from the middle of the window to its end.</summary>
    public int Reach => Kernel / 2;

    /// <summary>
    /// What a value weighs in the average of a window along one dimension: one over the places of the window that are in the image. The
    /// divisor of a window is the product of those along rows and columns.
    /// </summary>
    /// <param name="size">Extent of the dimension.</param>
    /// <param name="first">Where the window begins: before the image where it is padded.</param>
    /// <param name="kernel">Places of the window.</param>
    /// <param name="value">Where the value is.</param>
    public static double Share(int size, int first, int kernel, int value)
    {
        var (begin, end) = (Math.Max(0, first), Math.Min(size, first + kernel));
        return value >= begin && value < end ? 1.0 / (end - begin) : 0;
    }
}
