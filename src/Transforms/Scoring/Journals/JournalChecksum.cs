using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace NasPipelines.Scoring.Journals;

/// <summary>
/// The checksum of a score's row: the first eight bytes of the SHA-256 of everything in it, its estimator by hash. SQLite notices torn
/// pages, not a flipped bit in a number.
/// </summary>
internal static class JournalChecksum
{
    /// <summary>Rows of <c>score</c> whose checksum is not that of their content; of an estimator that is not there as well.</summary>
    public static readonly string DamagedRows =
        $"SELECT count(*) FROM score s LEFT JOIN estimator e ON e.id = s.estimator WHERE NOT {Fits("s.", "e.hash")}";

    /// <summary>The condition, 0 or 1, that a row's checksum is that of its content.</summary>
    /// <param name="row">What stands before the names of its columns.</param>
    /// <param name="hash">The hash of its estimator.</param>
    public static string Fits(string row, string hash) =>
        $"coalesce({row}checksum = row_checksum({hash}, {row}key, {row}architecture, {row}value, {row}reason, {row}failed, {row}seconds, "
        + $"{row}run), 0)";

    /// <summary>The checksum of a row.</summary>
    public static long Of(
        string hash, string key, string architecture, double? value, string? reason, long failed, double seconds, long run)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(hash);
        writer.Write(key);
        writer.Write(architecture);
        writer.Write(value.HasValue);
        writer.Write(value ?? 0);
        writer.Write(reason is not null);
        writer.Write(reason ?? string.Empty);
        writer.Write(failed);
        writer.Write(seconds);
        writer.Write(run);
        writer.Flush();
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    /// <summary>Makes the function known to statements of a connection, as <c>row_checksum</c>.</summary>
    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction<string?, string?, string?, double?, string?, long?, double?, long?, long?>(
            "row_checksum",
            (hash, key, architecture, value, reason, failed, seconds, run) =>
                hash is null || key is null || architecture is null || failed is null || seconds is null || run is null
                    || value is null == reason is null
                        ? null
                        : Of(hash, key, architecture, value, reason, failed.Value, seconds.Value, run.Value),
            isDeterministic: true);
}
