using Microsoft.Extensions.Hosting;

namespace NasPipelines.Cluster.Silos;

/// <summary>A silo that must not go on, such as one that the others have voted dead, stops its own host, and no other.</summary>
internal sealed class SiloFault : IFatalErrorHandler
{
    /// <summary>The silo's host.</summary>
    public IHostApplicationLifetime? Host { get; set; }

    /// <summary>Why it ended; null where it did not, or was stopped.</summary>
    public string? Reason { get; private set; }

    public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        Reason ??= context ?? exception?.Message ?? "a fatal error";
        Task.Run(() => Host?.StopApplication());
    }
}
