using System.Diagnostics;

namespace NasPipelines.Cluster.Connections;

/// <summary>Lets a client try again while no silo is reached, for some time.</summary>
internal sealed class ConnectionAttempts(TimeSpan patience) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long _first = Stopwatch.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(_first) < patience;
    }
}
