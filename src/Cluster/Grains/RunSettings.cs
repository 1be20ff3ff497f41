using NasPipelines.Cluster.Runs;

namespace NasPipelines.Cluster.Grains;

/// <summary>What coordinators on a silo go by.</summary>
/// <param name="Silo">The silo's name.</param>
/// <param name="Rules">How work is lent.</param>
/// <param name="ClientPatience">After how long without a word of its client a run is given up.</param>
internal sealed record RunSettings(string Silo, LeaseRules Rules, TimeSpan ClientPatience);
