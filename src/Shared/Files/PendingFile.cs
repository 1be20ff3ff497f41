namespace NasPipelines.Files;

/// <summary>A file that is complete on the disk under a temporary name, and takes its own name when it is told to.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _target;
    private readonly bool _isDevice;

    private PendingFile(FileStream file, string target, bool isDevice) => (_file, _target, _isDevice) = (file, target, isDevice);

    /// <summary>Writes a file under a temporary name.</summary>
    /// <inheritdoc cref="OutputFile.WriteWhole"/>
    public static PendingFile Write(string path, Action<FileStream> write)
    {
        var isDevice = IsDevice(path);
        var target = isDevice ? path : RealPath.Of(path);
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder {folder} to write {Path.GetFileName(path)} into");
        }

        var file = TemporaryFile.Create(isDevice ? Path.Combine(Path.GetTempPath(), Path.GetFileName(path)) : target);
        try
        {
            write(file);
            file.Flush(flushToDisk: true);
            return new(file, target, isDevice);
        }
        catch
        {
            TemporaryFile.Delete(file);
            throw;
        }
    }

    /// <summary>Whether a path is a device, such as <c>/dev/stdout</c>: written to, never replaced, with no file beside it.</summary>
    public static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal)
        && !Path.GetFullPath(path).StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Takes the file's own name, in the place of what has it.</summary>
    public void Place()
    {
        if (!_isDevice)
        {
            File.Move(_file.Name, _target, overwrite: true);
            return;
        }

        using var device = new FileStream(_target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        _file.Position = 0;
        _file.CopyTo(device);
    }

    /// <summary>Closes the file, and deletes it where it has not got its name.</summary>
    public void Dispose() => TemporaryFile.Delete(_file);
}
