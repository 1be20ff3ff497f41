using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Stores;

/// <summary>A store whose errors are those that callers of grains know: whatever it throws means that it is asked again later.</summary>
internal sealed class ReachableStore(IRunStore store) : IRunStore
{
    public Task Save(string run, RunHeader header, byte[] saved, string[] architectures) => Reach(async () =>
    {
        await store.Save(run, header, saved, architectures).ConfigureAwait(false);
        return true;
    });

    public Task SaveRows(string run, IReadOnlyList<RunRow> rows) => Reach(async () =>
    {
        await store.SaveRows(run, rows).ConfigureAwait(false);
        return true;
    });

    public Task<StoredRun?> Load(string run) => Reach(() => store.Load(run));

    public Task<IReadOnlyList<string>> Runs() => Reach(store.Runs);

    public Task Remove(string run) => Reach(async () =>
    {
        await store.Remove(run).ConfigureAwait(false);
        return true;
    });

    private static async Task<T> Reach<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (InvalidDataException or OperationCanceledException))
        {
            // The exceptions of databases do not go from silo to silo.
            throw new TimeoutException($"Where runs are kept is out of reach: {e.Message}");
        }
    }
}
