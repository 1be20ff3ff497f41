using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Answers the runtime where it does not find TorchSharp's native library: an application may use TorchSharp before it scores anything.
/// Only the library of that name, asked for by that assembly, and only where the runtime's own search has failed; nothing else in the
/// process changes.
/// </summary>
internal static class TorchResolver
{
    private const string Asking = "TorchSharp";
    private const string Asked = "LibTorchSharp";

    /// <summary>Registers the answer, before the first line of this assembly is run; nothing is read or loaded yet.</summary>
#pragma warning disable CA2255 // There is no earlier place, and an application that never calls into this library would never come by it.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        if (OperatingSystem.IsLinux() && AssemblyLoadContext.GetLoadContext(typeof(TorchResolver).Assembly) is { } context)
        {
            context.ResolvingUnmanagedDll += Resolve;
        }
    }

    // A failure is TorchSharp's to report here; NasRuntime.Load says what it was.
    private static nint Resolve(Assembly assembly, string name)
    {
        if (assembly.GetName().Name != Asking || !name.Contains(Asked, StringComparison.Ordinal))
        {
            return 0;
        }

        try
        {
            return LibTorch.LoadNative().Handle;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or DllNotFoundException)
        {
            return 0;
        }
    }
}
