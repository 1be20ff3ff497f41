namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>Lengths that any vectors fill.</summary>
internal static class VectorUnits
{
    /// <summary>Every one of them is a multiple of it.</summary>
    public const int Length = 32;

    /// <summary>The least of them that is no shorter.</summary>
    public static int Whole(int length) => (length + Length - 1) / Length * Length;
}
