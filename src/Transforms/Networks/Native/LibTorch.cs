using System.Runtime.InteropServices;

namespace NasPipelines.Networks;

/// <summary>
/// Makes TorchSharp's native library loadable on Linux systems whose C++ runtime is older than the one it was built with
/// (Debian 12, Ubuntu 22.04). To be called before the first use of <c>TorchSharp.torch</c>.
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
    private const string FileName = "libLibTorchSharp.so";
    private static readonly object Gate = new();
    private static LibTorchOutcome? outcome;

    /// <summary>Settles how the library rounds, and loads a patched copy of it where the system needs one; further calls do nothing.</summary>
    /// <returns>What was done, the same for each call.</returns>
    /// <exception cref="InvalidDataException">The library is not of the layout that the patch knows.</exception>
    /// <exception cref="DllNotFoundException">The system refused the patched copy or a library that it depends on.</exception>
    /// <exception cref="IOException">No folder could be written to.</exception>
    public static LibTorchOutcome EnsureLoaded()
    {
        lock (Gate)
        {
            return outcome ??= Load();
        }
    }

    private static LibTorchOutcome Load()
    {
        NativeRounding.Fix();
        if (!NeedsPatch())
        {
            return new(LibTorchAction.NotNeeded, null);
        }

        if (FindOriginal() is not { } original)
        {
            // TorchSharp's own error names the packages that an application has to reference.
            return new(LibTorchAction.NotFound, null);
        }

        var bytes = File.ReadAllBytes(original);
        var patched = GlibcxxPatch.Apply(bytes);
        if (patched.AsSpan().SequenceEqual(bytes))
        {
            return new(LibTorchAction.NotNeeded, null);
        }

        var copy = Store(bytes, patched);
        LoadDependencies(Path.GetDirectoryName(original)!);
        NativeLibrary.Load(copy);
        return new(LibTorchAction.LoadedPatchedCopy, copy);
    }

    private static bool NeedsPatch() =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64
        && NativeLibrary.TryLoad("libstdc++.so.6", out var runtime)
        && !NativeLibrary.TryGetExport(runtime, GlibcxxPatch.Symbol, out _);
}

/// <summary>What <see cref="LibTorch.EnsureLoaded"/> did.</summary>
/// <param name="Action">The kind of action.</param>
/// <param name="PatchedCopy">The file that was loaded, for <see cref="LibTorchAction.LoadedPatchedCopy"/>.</param>
internal sealed record LibTorchOutcome(LibTorchAction Action, string? PatchedCopy);

/// <summary>The kinds of action of <see cref="LibTorch.EnsureLoaded"/>.</summary>
internal enum LibTorchAction
{
    /// <summary>The system loads the library as it is.</summary>
    NotNeeded,

    /// <summary>No native library lies where .NET would look for it; TorchSharp will say so.</summary>
    NotFound,

    /// <summary>A patched copy was loaded.</summary>
    LoadedPatchedCopy,
}
