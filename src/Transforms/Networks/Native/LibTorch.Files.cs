using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NasPipelines.Files;

namespace NasPipelines.Networks.Native;

internal static partial class LibTorch
{
    /// <summary>Dependencies of the library, in an order in which each finds its own dependencies beside itself.</summary>
    private static readonly string[] Dependencies = ["libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];

    /// <summary>The folders in which .NET looks for native libraries of this application, and those of a portable layout.</summary>
    internal static IEnumerable<string> NativeFolders()
    {
        var listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        var beside = Path.GetDirectoryName(typeof(TorchSharp.torch).Assembly.Location) ?? "";
        string[] roots = [beside, AppContext.BaseDirectory];
        return listed.Split(Path.PathSeparator)
            .Concat(roots)
            .Concat(roots.Select(root => Path.Combine(root, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")))
            .Concat(roots.Select(root => Path.Combine(root, "runtimes", "linux-x64", "native")))
            .Where(folder => folder.Length > 0)
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Whether the application brings libtorch's part for CUDA.</summary>
    internal static bool BringsCuda => Find(OperatingSystem.IsWindows() ? "torch_cuda.dll" : "libtorch_cuda.so") is not null;

    internal static string? FindOriginal() => Find(FileName);

    private static string? Find(string file) =>
        NativeFolders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <summary>Loads what the copy depends on: away from the original's folder, its $ORIGIN no longer finds them.</summary>
    private static void LoadDependencies(string folderOfOriginal)
    {
        foreach (var file in Dependencies)
        {
            var beside = Path.Combine(folderOfOriginal, file);
            if ((File.Exists(beside) ? beside : Find(file)) is not { } path)
            {
                continue;
            }

            // Without what CUDA needs, libtorch may still do for the CPU; if not, loading the copy says what is missing.
            if (file.Contains("cuda", StringComparison.Ordinal))
            {
                _ = NativeLibrary.TryLoad(path, out _);
            }
            else
            {
                NativeLibrary.Load(path);
            }
        }
    }

    /// <summary>The path of a file with the patched bytes, in a folder named after the original's content.</summary>
    private static string Store(byte[] original, byte[] patched)
    {
        var identity = Convert.ToHexString(SHA256.HashData(original), 0, 16);
        List<string> refusals = [];
        foreach (var root in CacheFolders())
        {
            try
            {
                return StoreIn(Path.Combine(root, identity), patched);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                refusals.Add($"{root}: {refusal.Message}");
            }
        }

        throw new IOException(
            $"{FileName} needs a patched copy on this system (its C++ runtime lacks {GlibcxxPatch.Version}), and no folder takes one. "
            + $"Make one of these writable or set XDG_CACHE_HOME: {string.Join("; ", refusals)}");
    }

    /// <summary>The file in the folder, written unless it holds these bytes already; complete at any time for any process.</summary>
    internal static string StoreIn(string folder, byte[] content)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return path;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        OutputFile.WriteWhole(path, file => file.Write(content));
        return path;
    }

    private static IEnumerable<string> CacheFolders()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache))
        {
            yield return Path.Combine(cache, "NasPipelines");
        }

        if (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home)
        {
            yield return Path.Combine(home, ".cache", "NasPipelines");
        }

        yield return Path.Combine(AppContext.BaseDirectory, ".cache", "NasPipelines");
    }
}
