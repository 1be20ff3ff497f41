using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Stores;

/// <summary>
/// Where a coordinator keeps what it would lose with its silo. Everything may be written twice. Rows may be written late: what is lost of
/// them is scored again.
/// </summary>
internal interface IRunStore
{
    /// <summary>Keeps a run, whole, before its workers begin.</summary>
    Task Save(string run, RunHeader header, byte[] saved, string[] architectures);

    /// <summary>Keeps rows.</summary>
    Task SaveRows(string run, IReadOnlyList<RunRow> rows);

    /// <summary>What there is of a run; null where there is none.</summary>
    Task<StoredRun?> Load(string run);

    /// <summary>The runs that are kept.</summary>
    Task<IReadOnlyList<string>> Runs();

    /// <summary>Removes a run.</summary>
    Task Remove(string run);
}
