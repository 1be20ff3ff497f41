using NasPipelines.Cluster.Grains;
using StackExchange.Redis;

namespace NasPipelines.Cluster.Stores;

/// <summary>Runs in Redis: a hash for what a run is, and one for its rows.</summary>
internal sealed class RedisRunStore(ConfigurationOptions options) : IRunStore, IAsyncDisposable
{
    private const string All = "nas:runs";

    private readonly Lazy<Task<ConnectionMultiplexer>> _connection = new(() => ConnectionMultiplexer.ConnectAsync(options));

    public async Task Save(string run, RunHeader header, byte[] saved, string[] architectures)
    {
        var database = await Database().ConfigureAwait(false);
        await database.HashSetAsync(
            Key(run),
            [new("header", HeaderText.Of(header)), new("architectures", HeaderText.Of(architectures)), new("saved", saved)])
            .ConfigureAwait(false);
        await database.SetAddAsync(All, run).ConfigureAwait(false);
    }

    public async Task SaveRows(string run, IReadOnlyList<RunRow> rows)
    {
        var database = await Database().ConfigureAwait(false);
        await database.HashSetAsync(Rows(run), [.. rows.Select(row => new HashEntry(row.Place, row.Bytes))]).ConfigureAwait(false);
    }

    public async Task<StoredRun?> Load(string run)
    {
        var database = await Database().ConfigureAwait(false);
        var found = await database.HashGetAsync(Key(run), ["header", "architectures", "saved"]).ConfigureAwait(false);
        if (Array.Exists(found, value => value.IsNull))
        {
            return null;
        }

        var rows = await database.HashGetAllAsync(Rows(run)).ConfigureAwait(false);
        return new(
            HeaderText.Header(found[0]!),
            (byte[])found[2]!,
            HeaderText.Architectures(found[1]!),
            [.. rows.Select(row => new RunRow((int)row.Name, (byte[])row.Value!))
                .OrderBy(row => row.Place)]);
    }

    public async Task<IReadOnlyList<string>> Runs()
    {
        var database = await Database().ConfigureAwait(false);
        return [.. (await database.SetMembersAsync(All).ConfigureAwait(false)).Select(run => (string)run!)];
    }

    public async Task Remove(string run)
    {
        var database = await Database().ConfigureAwait(false);
        await database.SetRemoveAsync(All, run).ConfigureAwait(false);
        await database.KeyDeleteAsync([Key(run), Rows(run)]).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _connection.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private static RedisKey Key(string run) => $"nas:run:{run}";

    private static RedisKey Rows(string run) => $"nas:run:{run}:rows";

    private async Task<IDatabase> Database() => (await _connection.Value.ConfigureAwait(false)).GetDatabase();
}
