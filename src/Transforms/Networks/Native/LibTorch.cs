using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Native;

/// <summary>
/// Makes TorchSharp's native library loadable on Linux systems whose C++ runtime is older than the one it was built with
/// (Debian 12, Ubuntu 22.04). To be called before the first use of <c>TorchSharp.torch</c>; where the application comes first,
/// <see cref="TorchResolver"/> does the same.
/// </summary>
/// <remarks>
/// The library asks for one symbol of GLIBCXX_3.4.32, <c>std::ios_base_library_init()</c>, which it never calls: older runtimes
/// initialise their streams on their own. Where the symbol is missing, a patched copy is kept in a folder of the user
/// and loaded first; the loader then finds it by its name (SONAME) when TorchSharp asks for the library.
/// On every other system this does nothing.
/// </remarks>
/// <threadsafety>Safe between threads and between processes.</threadsafety>
internal static partial class LibTorch
{
    /// <summary>
    /// What an application says of itself in its runtime configuration that is made without libtorch: TorchSharp is then never asked, which
    /// would print its search and copy what the machine's package cache has beside the application.
    /// </summary>
    private const string Without = "NasPipelines.WithoutLibtorch";

    private const string FileName = "libLibTorchSharp.so";
    private static readonly object Gate = new();
    private static LibTorchOutcome? _loaded;
    private static bool _initialised;

    /// <summary>
    /// Loads a patched copy of the library where the system needs one, and initialises TorchSharp; further calls do nothing.
    /// </summary>
    /// <returns>What was done, the same for each call.</returns>
    /// <exception cref="InvalidOperationException">It cannot be loaded; the message says why in a line. A further call tries
    /// again.</exception>
    public static LibTorchOutcome EnsureLoaded()
    {
        if (AppContext.TryGetSwitch(Without, out var without) && without)
        {
            throw new InvalidOperationException(
                "libtorch cannot be loaded: this application is made without it.", new DllNotFoundException(Without));
        }

        try
        {
            var outcome = LoadNative();
            if (!Volatile.Read(ref _initialised))
            {
                // Not under the lock: TorchSharp's initialiser may wait for the resolver.
                RuntimeHelpers.RunClassConstructor(typeof(TorchSharp.torch).TypeHandle);
                Volatile.Write(ref _initialised, true);
            }

            return outcome;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or DllNotFoundException)
        {
            throw new InvalidOperationException($"libtorch cannot be loaded: {FirstLine(e)}", e);
        }
        catch (TypeInitializationException e)
        {
            // .NET keeps a failed initialiser for the life of the process.
            throw new InvalidOperationException(
                _loaded?.Action == LibTorchAction.LoadedPatchedCopy
                    ? "TorchSharp was used before it could be loaded on this system, and stays unusable in this process: call "
                        + $"{typeof(NasRuntime).FullName}.{nameof(NasRuntime.Load)}() first, at the start of the application."
                    : $"TorchSharp cannot be initialised: {FirstLine(e.InnerException ?? e)}",
                e);
        }
    }

    /// <summary>Loads a patched copy where the system needs one.</summary>
    /// <exception cref="InvalidDataException">The library is not of the layout that the patch knows.</exception>
    /// <exception cref="DllNotFoundException">The system refused the patched copy or a library that it depends on.</exception>
    /// <exception cref="IOException">No folder could be written to.</exception>
    internal static LibTorchOutcome LoadNative()
    {
        lock (Gate)
        {
            return _loaded ??= Load();
        }
    }

    private static LibTorchOutcome Load()
    {
        if (!NeedsPatch())
        {
            return new(LibTorchAction.NotNeeded, null, 0);
        }

        if (FindOriginal() is not { } original)
        {
            // TorchSharp's own error names the packages that an application has to reference.
            return new(LibTorchAction.NotFound, null, 0);
        }

        var bytes = File.ReadAllBytes(original);
        var patched = GlibcxxPatch.Apply(bytes);
        if (patched.AsSpan().SequenceEqual(bytes))
        {
            return new(LibTorchAction.NotNeeded, null, 0);
        }

        var copy = Store(bytes, patched);
        LoadDependencies(Path.GetDirectoryName(original)!);
        return new(LibTorchAction.LoadedPatchedCopy, copy, NativeLibrary.Load(copy));
    }

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();

    private static bool NeedsPatch() =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64
        && NativeLibrary.TryLoad("libstdc++.so.6", out var runtime)
        && !NativeLibrary.TryGetExport(runtime, GlibcxxPatch.Symbol, out _);
}
