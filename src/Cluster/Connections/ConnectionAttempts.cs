using System.Diagnostics;

namespace NasPipelines.Cluster.Connections;

/// <summary>Lets a client try again while no silo is reached, for some time, and says so once.</summary>
/// <param name="patience">For how long.</param>
/// <param name="tell">Told of it.</param>
internal sealed class ConnectionAttempts(TimeSpan patience, Action<string>? tell) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly long _first = Stopwatch.GetTimestamp();

    private bool _told;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (!_told)
        {
            _told = true;
            tell?.Invoke(FormattableString.Invariant(
                $"warning: no silo with this token is reached yet; it is tried for {patience.TotalSeconds:0} s"));
        }

        await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        return Stopwatch.GetElapsedTime(_first) < patience;
    }
}
