using System.Net;
using NasPipelines.Cluster.Connections;
using NasPipelines.Cluster.Runs;
using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.Cluster.Silos;

/// <summary>What a silo is, and how it finds the others.</summary>
public sealed class ScoringSiloOptions
{
    /// <summary>
    /// How silos find each other, and where runs are kept: <c>local</c> or <c>local:FILE</c> (silos of one machine),
    /// <c>redis://HOST:PORT</c> or <c>postgres://USER:PASSWORD@HOST/DATABASE</c>.
    /// </summary>
    /// <value>local.</value>
    public string Connection { get; init; } = ClusterConnection.Local;

    /// <summary>What all silos and clients of the cluster know, and nobody else.</summary>
    /// <value>Empty, with which no silo starts.</value>
    public string Token { get; init; } = "";

    /// <summary>The silo's name, which no other silo has.</summary>
    /// <value>null: the machine and a number.</value>
    public string? Name { get; init; }

    /// <summary>Architectures that are scored at a time; 0 where the silo coordinates only.</summary>
    /// <value>null: one for each core, as far as memory allows.</value>
    public int? Workers { get; init; }

    /// <summary>What architectures that are scored at a time may take together, in bytes, by an estimate.</summary>
    /// <value>null: three quarters of what the process may have.</value>
    public long? MemoryBytes { get; init; }

    /// <summary>The address that other silos and clients reach it at, and that it listens on.</summary>
    /// <value>The loopback address: this machine only.</value>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for silos.</summary>
    /// <value>0: any that is free.</value>
    public int SiloPort { get; init; }

    /// <summary>The port for clients.</summary>
    /// <value>0: any that is free.</value>
    public int GatewayPort { get; init; }

    /// <summary>The port of the page for people; null for none.</summary>
    /// <value>0: any that is free.</value>
    public int? PagePort { get; init; } = 0;

    /// <summary>How long a batch of architectures should take: what a lost silo costs at most, for each of its workers.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan Batch { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After how long without a word a batch is given to another worker.</summary>
    /// <value>20 seconds.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Search spaces of one's own.</summary>
    /// <value>None.</value>
    public IReadOnlyList<SearchSpace> SearchSpaces { get; init; } = [];

    /// <summary>Told of what happens, a line at a time, on any thread.</summary>
    /// <value>null tells nobody.</value>
    public Action<string>? Log { get; init; }

    /// <summary>The version that the silo says it is of: tests say another one.</summary>
    internal string Version { get; init; } = ProductVersion.Text;

    /// <summary>How work is lent.</summary>
    internal LeaseRules Rules => new() { Batch = Batch, Lease = Lease };

    /// <summary>Checks all values but the token, which a silo needs to start.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message names them all.</exception>
    public void Validate() => new OptionFaults()
        .Require(ClusterConnection.FaultOf(Connection))
        .Range(Workers ?? 0, 0, 1024, nameof(Workers))
        .Range(SiloPort, 0, 65535)
        .Range(GatewayPort, 0, 65535)
        .Range(PagePort ?? 0, 0, 65535, nameof(PagePort))
        .Require(MemoryBytes is null or > 0, $"{nameof(MemoryBytes)} must be positive.")
        .Require(Batch > TimeSpan.Zero, $"{nameof(Batch)} must be positive.")
        .Require(Lease >= TimeSpan.FromSeconds(1), $"{nameof(Lease)} must be at least a second.")
        .Throw();
}
