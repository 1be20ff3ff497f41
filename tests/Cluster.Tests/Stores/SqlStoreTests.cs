using System.Net;
using NasPipelines.Cluster.Grains;
using NasPipelines.Cluster.Stores;
using NasPipelines.TestKit;

namespace NasPipelines.Cluster.Tests.Stores;

/// <summary>Members and runs in a database, here an SQLite file; tests of faults use PostgreSQL with the same statements.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.All)]
public sealed class SqlStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqlDatabase _database;

    public SqlStoreTests() => _database = SqlDatabase.Sqlite(_folder.File("cluster.db"));

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Run_SavedTwiceWithRowsInAnyOrder_IsLoadedOnceAndWhole()
    {
        var store = new SqlRunStore(_database);
        RunHeader header = new(["a", "b"], ["identity – a", "b"], 1, 3, "1.0", "host");
        await store.Save("run", header, [1, 2, 3], ["x", "y", "z"]);
        await store.Save("run", header, [1, 2, 3], ["x", "y", "z"]);
        await store.SaveRows("run", [new(2, [9]), new(0, [7])]);
        await store.SaveRows("run", [new(0, [7]), new(2, [9])]);

        var loaded = (await store.Load("run"))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(loaded.Header.Identities, Is.EqualTo(header.Identities));
            Assert.That((loaded.Header.Count, loaded.Header.Version, loaded.Header.Threads), Is.EqualTo((3, "1.0", 1)));
            Assert.That(loaded.Saved, Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(loaded.Architectures, Is.EqualTo(new[] { "x", "y", "z" }));
            Assert.That(loaded.Rows.Select(row => (row.Place, row.Bytes[0])), Is.EqualTo(new[] { (0, (byte)7), (2, (byte)9) }));
            Assert.That(await store.Runs(), Is.EqualTo(new[] { "run" }));
        }

        await store.Remove("run");
        Assert.That(await store.Load("run"), Is.Null);
        Assert.That(await store.Runs(), Is.Empty);
    }

    // Orleans' protocol: a change succeeds only for who knew the last version, and nothing of one that fails is kept.
    [Test]
    public async Task Members_ChangedByTwo_AreThoseOfTheFirst()
    {
        var members = new SqlMembership(_database);
        var empty = await members.ReadAll();
        var (one, two) = (Entry(1), Entry(2));

        Assert.That(await members.InsertRow(one, empty.Version.Next()), Is.True);
        Assert.That(await members.InsertRow(two, empty.Version.Next()), Is.False, "it did not know of the first");
        var known = await members.ReadAll();
        Assert.That(await members.InsertRow(two, known.Version.Next()), Is.True);
        Assert.That(await members.InsertRow(two, (await members.ReadAll()).Version.Next()), Is.False, "it is there");

        var table = await members.ReadAll();
        var (entry, etag) = table.Members.Single(member => member.Item1.SiloAddress.Equals(one.SiloAddress));
        entry.Status = SiloStatus.Active;
        entry.SuspectTimes = [Tuple.Create(two.SiloAddress, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc))];
        Assert.That(await members.UpdateRow(entry, etag, table.Version.Next()), Is.True);
        Assert.That(await members.UpdateRow(entry, etag, (await members.ReadAll()).Version.Next()), Is.False, "it was changed since");
        var changed = (await members.ReadRow(one.SiloAddress)).Members.Single().Item1;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Status, changed.SiloName, changed.ProxyPort), Is.EqualTo((SiloStatus.Active, "silo1", 3001)));
            Assert.That(changed.SuspectTimes, Is.EqualTo(entry.SuspectTimes));
            Assert.That(changed.IAmAliveTime, Is.EqualTo(one.IAmAliveTime));
            Assert.That(await members.Gateways(), Has.Count.EqualTo(1).And.One.Property(nameof(Uri.Port)).EqualTo(3001));
        }
    }

    private static MembershipEntry Entry(int number) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 2000 + number), 7),
        SiloName = $"silo{number}",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 3000 + number,
        StartTime = DateTime.UtcNow,
        IAmAliveTime = new DateTime(2026, 1, 1, 0, 0, number, DateTimeKind.Utc),
        SuspectTimes = [],
    };
}
