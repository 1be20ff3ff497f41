using NasPipelines.Spaces;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Where a table's architectures are.</summary>
/// <param name="Space">Their search space.</param>
/// <param name="Columns">The columns that make one.</param>
/// <param name="Why">Why these columns, in a few words.</param>
/// <param name="Description">The description of a known table, or null.</param>
/// <param name="SpaceFrom">What names the space, where it is neither the caller nor the texts.</param>
internal sealed record FoundArchitectures(
    SearchSpace Space, int[] Columns, string Why, BenchmarkTableDescription? Description = null, string? SpaceFrom = null);
