using NasPipelines.Cluster.Grains;

namespace NasPipelines.Cluster.Stores;

/// <summary>What a store has of a run.</summary>
internal sealed record StoredRun(RunHeader Header, byte[] Saved, string[] Architectures, IReadOnlyList<RunRow> Rows);
