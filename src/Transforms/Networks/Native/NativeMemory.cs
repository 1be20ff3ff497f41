using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Tunes the allocator of glibc for tensors: large blocks are kept and reused, not mapped and unmapped for each operation.
/// </summary>
/// <remarks>
/// With glibc's defaults a convolution's output is a fresh mapping each time, and its page faults cost as much as half of the arithmetic.
/// The process keeps more memory resident in exchange. Elsewhere, and where MALLOC_ variables already tune it, nothing is changed.
/// </remarks>
internal static class NativeMemory
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    private static readonly string[] UserSettings =
        ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_TOP_PAD_", "GLIBC_TUNABLES"];

    private static readonly Lazy<bool> Tuned = new(Apply);

    /// <summary>Applies the settings once for the process.</summary>
    /// <returns>Whether the allocator took all of them.</returns>
    public static bool Tune() => Tuned.Value;

    private static unsafe bool Apply()
    {
        if (!OperatingSystem.IsLinux()
            || UserSettings.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "mallopt", out var address))
        {
            return false;
        }

        var mallopt = (delegate* unmanaged[Cdecl]<int, int, int>)address;
        return (mallopt(MmapThreshold, 32 << 20) & mallopt(TrimThreshold, int.MaxValue) & mallopt(TopPad, 64 << 20)) == 1;
    }
}
