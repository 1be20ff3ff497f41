namespace NasPipelines.Cli;

/// <summary>Work that keeps what it has done.</summary>
internal static class Resumable
{
    /// <param name="work">The work.</param>
    /// <param name="file">Where it keeps what it has done.</param>
    /// <exception cref="StoppedException">The work was stopped.</exception>
    public static T Run<T>(Func<T> work, string file)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException(
                File.Exists(file) ? $"stopped; the same command goes on from {file}." : "stopped; nothing was written.");
        }
    }
}
