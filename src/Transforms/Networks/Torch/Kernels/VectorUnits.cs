namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Lengths that any vectors fill.</summary>
internal static class VectorUnits
{
    /// <summary>Every one of them is a multiple of it.</summary>
    public const int Length = 32;

    /// <summary>The least multiple of a unit that is no shorter.</summary>
    public static int Whole(int length, int unit = Length) => (length + unit - 1) / unit * unit;
}
