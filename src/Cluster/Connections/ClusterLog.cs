using System.Net;
using Microsoft.Extensions.Logging;

namespace NasPipelines.Cluster.Connections;

/// <summary>What the cluster says.</summary>
internal static partial class ClusterLog
{
    [LoggerMessage(1, LogLevel.Warning, "A connection with {End} was refused: it does not show the cluster's token.")]
    public static partial void HandshakeRefused(this ILogger logger, EndPoint? end);

    [LoggerMessage(2, LogLevel.Information, "A connection with {End} ended before it was known: {Reason}")]
    public static partial void HandshakeBroken(this ILogger logger, EndPoint? end, string reason);

    [LoggerMessage(3, LogLevel.Information, "Run {Run}: {What}")]
    public static partial void RunChanged(this ILogger logger, string run, string what);

    [LoggerMessage(4, LogLevel.Warning, "Run {Run}: rows could not be stored, and are stored later: {Reason}")]
    public static partial void NotStored(this ILogger logger, string run, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Run {Run} is refused here: {Reason}")]
    public static partial void Refused(this ILogger logger, string run, string reason);

    [LoggerMessage(6, LogLevel.Warning, "The cluster was not reached, and is asked again: {Reason}")]
    public static partial void NotReached(this ILogger logger, string reason);

    [LoggerMessage(7, LogLevel.Error, "This silo is out of the cluster: {Reason}")]
    public static partial void Fatal(this ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Worker {Worker} failed: {Reason}")]
    public static partial void WorkerFailed(this ILogger logger, string worker, string reason);
}
