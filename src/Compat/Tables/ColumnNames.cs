using System.Collections.Immutable;

namespace NasPipelines.Compat.Tables;

/// <summary>What tables of others call the scores that have another name here.</summary>
internal static class ColumnNames
{
    // Each ranks as the other does: a logarithm keeps the order.
    private static readonly string[][] OfOneScore = [["jacob_cov", "jacov"], ["relu_logdet", "nwot"], ["synflow", "log_synflow"]];

    /// <summary>All names of a score, the given one first.</summary>
    public static ImmutableArray<string> Of(string name) =>
        [name, .. OfOneScore.FirstOrDefault(names => names.Contains(name), []).Where(other => other != name)];
}
