using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NasPipelines.Cli.Files;

/// <summary>What the system knows a regular file by, whatever it is called: equal for links to one file.</summary>
internal static partial class FileIdentity
{
    private const int CurrentFolder = -100;
    private const uint NumberAndMode = 0x101;
    private const int RegularFile = 0x8;

    /// <summary>The device and the number of a file; null where there is no such regular file, or the system does not tell.</summary>
    public static (ulong Device, ulong Number)? Of(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(path) : OperatingSystem.IsWindows() ? OnWindows(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException or Win32Exception)
        {
            return null; // paths are compared in any case
        }
    }

    // statx has one layout on every architecture; offsets in bytes.
    private static (ulong Device, ulong Number)? OnLinux(string path)
    {
        var status = new byte[256];
        return Statx(CurrentFolder, path, 0, NumberAndMode, status) == 0 && BitConverter.ToUInt16(status, 28) >> 12 == RegularFile
            ? (BitConverter.ToUInt64(status, 136), BitConverter.ToUInt64(status, 32))
            : null;
    }

    private static (ulong Device, ulong Number)? OnWindows(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var information = new uint[13];
        return GetFileInformationByHandle(file, information) ? (information[7], ((ulong)information[11] << 32) | information[12]) : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, [Out] uint[] information);
}
