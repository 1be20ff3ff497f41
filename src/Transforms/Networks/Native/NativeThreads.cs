using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Lets libtorch's threads sleep soon after each operation. By default they wait actively for the next one, for milliseconds, on the cores
/// that kernels of our own are to use.
/// </summary>
/// <remarks>GNU OpenMP reads the variable when it is loaded. Where the user tunes it, nothing is changed.</remarks>
internal static class NativeThreads
{
    private const string Spins = "GOMP_SPINCOUNT";
    private const string FewSpins = "1000";

    private static readonly Lazy<bool> Tuned = new(Apply);

    /// <summary>Sets the variable once for the process, for native code only.</summary>
    /// <returns>Whether it was set.</returns>
    public static bool Tune() => Tuned.Value;

    private static bool Apply() =>
        OperatingSystem.IsLinux()
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("OMP_WAIT_POLICY"))
        && NativeLibrary.TryLoad("libc.so.6", out var libc)
        && NativeLibrary.TryGetExport(libc, "setenv", out var address)
        && SetVariable(address);

    // Of several settings the user's stays.
    private static unsafe bool SetVariable(nint address)
    {
        var (name, value) = (Marshal.StringToCoTaskMemUTF8(Spins), Marshal.StringToCoTaskMemUTF8(FewSpins));
        try
        {
            return ((delegate* unmanaged[Cdecl]<nint, nint, int, int>)address)(name, value, 0) == 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
            Marshal.FreeCoTaskMem(value);
        }
    }
}
