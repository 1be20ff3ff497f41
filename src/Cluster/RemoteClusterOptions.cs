using NasPipelines.Cluster.Connections;
using NasPipelines.Options;

namespace NasPipelines.Cluster;

/// <summary>Which cluster a client uses.</summary>
public sealed class RemoteClusterOptions
{
    /// <summary>
    /// Where silos are found: what they were started with (<see cref="Silos.ScoringSiloOptions.Connection"/>), or addresses of some of
    /// them, as <c>HOST:PORT,HOST:PORT</c>.
    /// </summary>
    /// <value>local.</value>
    public string Connection { get; init; } = ClusterConnection.Local;

    /// <summary>The cluster's token.</summary>
    /// <value>Empty, with which no cluster is joined.</value>
    public string Token { get; init; } = "";

    /// <summary>For how long the cluster may be out of reach before work ends with an error.</summary>
    /// <value>Five minutes.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told of what happens, a line at a time, on any thread.</summary>
    /// <value>null tells nobody.</value>
    public Action<string>? Log { get; init; }

    /// <summary>Checks all values but the token, which a client needs.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults()
        .Require(ClusterConnection.FaultOf(Connection))
        .Require(Patience > TimeSpan.Zero, $"{nameof(Patience)} must be positive.")
        .Throw();
}
