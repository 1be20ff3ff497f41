using System.Runtime.InteropServices;

namespace NasPipelines.Networks;

/// <summary>
/// Asks the matrix library inside libtorch (MKL) for the same rounding in every run. By default the last bit of a float64 product depends on where
/// in memory its operands happen to lie, that is, on the process.
/// </summary>
/// <remarks>Costs nothing measurable. A value of <c>MKL_CBWR</c> that the user has set is left alone.</remarks>
internal static class NativeRounding
{
    private const string Variable = "MKL_CBWR";
    private const string SameInEveryRun = "AUTO";

    /// <summary>Sets the variable that MKL reads at its first product. .NET's own environment is a copy that native code does not see.</summary>
    /// <returns>Whether it was set.</returns>
    public static unsafe bool Fix()
    {
        if (!OperatingSystem.IsLinux()
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable))
            || !NativeLibrary.TryLoad("libc.so.6", out var libc)
            || !NativeLibrary.TryGetExport(libc, "setenv", out var address))
        {
            return false;
        }

        var setenv = (delegate* unmanaged[Cdecl]<byte*, byte*, int, int>)address;
        var (name, value) = (Marshal.StringToCoTaskMemUTF8(Variable), Marshal.StringToCoTaskMemUTF8(SameInEveryRun));
        try
        {
            return setenv((byte*)name, (byte*)value, 0) == 0;
        }
        finally
        {
            Marshal.FreeCoTaskMem(name);
            Marshal.FreeCoTaskMem(value);
        }
    }
}
