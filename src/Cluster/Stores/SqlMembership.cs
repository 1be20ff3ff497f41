using System.Globalization;

namespace NasPipelines.Cluster.Stores;

/// <summary>
/// Which silos are members, in a database: Orleans' protocol of one table whose every change raises its version, and succeeds only for who
/// knew the last one.
/// </summary>
internal sealed class SqlMembership(SqlDatabase database) : IMembershipTable
{
    private const string Select = "SELECT entry, alive, etag FROM nas_member";

    public Task InitializeMembershipTable(bool tryInitTableVersion) => ReadAll();

    public Task DeleteMembershipTableEntries(string clusterId) => database.Do(session => session.Execute("DELETE FROM nas_member"));

    // Silos that are dead stay a while, so that one that was voted dead finds out.
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => database.Do(async session =>
    {
        foreach (var (entry, _) in await Members(session, Select).ConfigureAwait(false))
        {
            if (entry.Status == SiloStatus.Dead && entry.IAmAliveTime < beforeDate.UtcDateTime)
            {
                await session.Execute("DELETE FROM nas_member WHERE silo = @silo", Silo(entry.SiloAddress)).ConfigureAwait(false);
            }
        }

        return true;
    });

    public Task<MembershipTableData> ReadRow(SiloAddress key) => database.Do(async session => new MembershipTableData(
        await Members(session, Select + " WHERE silo = @silo", Silo(key)).ConfigureAwait(false),
        await Version(session).ConfigureAwait(false)));

    public Task<MembershipTableData> ReadAll() => database.Do(async session => new MembershipTableData(
        await Members(session, Select).ConfigureAwait(false), await Version(session).ConfigureAwait(false)));

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Change(tableVersion, session => session.Execute(
        "INSERT INTO nas_member(silo, etag, entry, alive) VALUES(@silo, 0, @entry, @alive) ON CONFLICT DO NOTHING",
        Silo(entry.SiloAddress), ("@entry", MemberText.Of(entry)), ("@alive", Time(entry.IAmAliveTime))));

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Change(
        tableVersion,
        session => session.Execute(
            "UPDATE nas_member SET entry = @entry, alive = @alive, etag = etag + 1 WHERE silo = @silo AND etag = @etag",
            Silo(entry.SiloAddress), ("@entry", MemberText.Of(entry)), ("@alive", Time(entry.IAmAliveTime)),
            ("@etag", int.Parse(etag, CultureInfo.InvariantCulture))));

    public Task UpdateIAmAlive(MembershipEntry entry) => database.Do(session => session.Execute(
        "UPDATE nas_member SET alive = @alive WHERE silo = @silo", Silo(entry.SiloAddress), ("@alive", Time(entry.IAmAliveTime))));

    /// <summary>The members that clients may call.</summary>
    public async Task<IList<Uri>> Gateways()
    {
        var table = await ReadAll().ConfigureAwait(false);
        return [.. table.Members.Select(m => m.Item1).Where(m => m is { Status: SiloStatus.Active, ProxyPort: > 0 }).Select(m =>
            SiloAddress.New(new(m.SiloAddress.Endpoint.Address, m.ProxyPort), m.SiloAddress.Generation).ToGatewayUri())];
    }

    // Nothing of a change is kept where another one came between.
    private async Task<bool> Change(TableVersion version, Func<SqlSession, Task<int>> change)
    {
        try
        {
            return await database.Do(async session =>
            {
                var raised = await session.Execute(
                    "UPDATE nas_version SET version = @new WHERE id = 0 AND version = @old",
                    ("@new", version.Version), ("@old", int.Parse(version.VersionEtag, CultureInfo.InvariantCulture)))
                    .ConfigureAwait(false);
                return raised == 1 && await change(session).ConfigureAwait(false) == 1 ? true : throw new LostRaceException();
            }).ConfigureAwait(false);
        }
        catch (LostRaceException)
        {
            return false;
        }
    }

    private static async Task<List<Tuple<MembershipEntry, string>>> Members(
        SqlSession session, string query, params (string Name, object Value)[] parameters) =>
        await session.Query(
            query,
            reader => Tuple.Create(
                MemberText.Read(
                    reader.GetString(0),
                    DateTime.Parse(reader.GetString(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)),
                reader.GetInt32(2).ToString(CultureInfo.InvariantCulture)),
            parameters).ConfigureAwait(false);

    private static async Task<TableVersion> Version(SqlSession session) =>
        await session.Query("SELECT version FROM nas_version WHERE id = 0", reader => reader.GetInt32(0)).ConfigureAwait(false)
            is [var version]
            ? new(version, version.ToString(CultureInfo.InvariantCulture))
            : throw new InvalidDataException("The table of the cluster's members has no version.");

    private static (string Name, object Value) Silo(SiloAddress silo) => ("@silo", silo.ToParsableString());

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private sealed class LostRaceException : Exception;
}
