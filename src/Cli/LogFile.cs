using System.Globalization;

namespace NasPipelines.Cli;

/// <summary>A file that lines are appended to, each with its time.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly Lock _one = new();

    private LogFile(StreamWriter writer) => _writer = writer;

    /// <exception cref="WrongUseException">The file cannot be written.</exception>
    public static LogFile Open(string path)
    {
        try
        {
            return new(new StreamWriter(path, append: true) { AutoFlush = true });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new WrongUseException($"--log-file '{path}' cannot be written: {e.Message}");
        }
    }

    public void Write(string message)
    {
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        lock (_one)
        {
            _writer.WriteLine($"{time} {message.ReplaceLineEndings(" ")}");
        }
    }

    public void Dispose()
    {
        lock (_one)
        {
            _writer.Dispose();
        }
    }
}
