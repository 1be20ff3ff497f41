using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NasPipelines.Cluster.Connections;
using Orleans.Configuration;

namespace NasPipelines.Cluster.Silos;

/// <summary>How Orleans runs here, where its defaults do not fit processes whose cores are all at work.</summary>
internal static class SiloSettings
{
    /// <summary>The name of every cluster: who has the connection and the token is in it.</summary>
    public const string Cluster = "nas";

    private static readonly TimeSpan Response = TimeSpan.FromSeconds(15);

    /// <summary>Settings of a silo.</summary>
    public static void Apply(ISiloBuilder silo, string name, ScoringSiloOptions options, int siloPort, int gatewayPort)
    {
        silo.ConfigureEndpoints(options.Address, siloPort, gatewayPort);
        silo.Configure<Orleans.Configuration.SiloOptions>(o => o.SiloName = name);
        silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Cluster, Cluster));
        silo.Configure<SiloMessagingOptions>(o => (o.ResponseTimeout, o.SystemResponseTimeout) = (Response, Response));
        silo.Configure<ClusterMembershipOptions>(o =>
        {
            // A silo whose cores all score answers late: it takes three probes of five seconds to be suspected. What was left in the table
            // by silos that were killed is overlooked after fifteen seconds, so that one may join.
            o.ProbeTimeout = TimeSpan.FromSeconds(5);
            o.NumMissedProbesLimit = 3;
            o.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            o.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            o.NumMissedTableIAmAliveLimit = 3;
            o.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
            o.DefunctSiloExpiration = TimeSpan.FromHours(1);
            o.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
        });
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<ILoggerFactory>((o, loggers) =>
        {
            var handshake = new TokenHandshake(options.Token, loggers.CreateLogger("NasPipelines.Cluster.Connections"));
            o.ConfigureSiloInboundConnection(handshake.Inbound);
            o.ConfigureSiloOutboundConnection(handshake.Outbound);
            o.ConfigureGatewayInboundConnection(handshake.Inbound);
        });
    }

    /// <summary>Settings of a client.</summary>
    public static void Apply(IClientBuilder client, string token)
    {
        client.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Cluster, Cluster));
        client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = Response);
        client.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.Services.AddOptions<ClientConnectionOptions>().Configure<ILoggerFactory>((o, loggers) => o.ConfigureConnection(
            new TokenHandshake(token, loggers.CreateLogger("NasPipelines.Cluster.Connections")).Outbound));
    }
}
