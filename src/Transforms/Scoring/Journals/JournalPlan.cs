using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Scoring.Journals;

/// <summary>What a run means to score.</summary>
/// <param name="Shard">Which part of a view; null for the whole of one.</param>
/// <param name="Division">Who is in which shard, as a hash: shards of other views, or divided otherwise, have another one.</param>
/// <param name="Total">Distinct functions of the whole view.</param>
/// <param name="Functions">Those of the shard, as key and text; none are listed for a whole view.</param>
internal sealed record JournalPlan(
    Shard? Shard, string Division, int Total, IReadOnlyList<(string Key, string Architecture)> Functions)
{
    /// <summary>The plan of a whole view.</summary>
    public static JournalPlan Whole(int total) => new(null, string.Empty, total, []);

    /// <summary>The hash of a division into shards, whatever the order of its functions.</summary>
    public static string DivisionOf(IEnumerable<(string Key, int Shard)> functions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (key, shard) in functions.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{shard} {key}\n")));
        }

        return Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant();
    }
}
