using Orleans.Messaging;

namespace NasPipelines.Cluster.Stores;

/// <summary>Where clients find silos, by the table of members in a database.</summary>
internal sealed class SqlGateways(SqlMembership members, TimeSpan refresh) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => refresh;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public Task<IList<Uri>> GetGateways() => members.Gateways();
}
