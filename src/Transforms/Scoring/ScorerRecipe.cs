using System.Collections.Immutable;
using System.Security.Cryptography;

namespace NasPipelines.Scoring;

/// <summary>What a scorer can be made again from, in saved models and journals.</summary>
/// <param name="Kind">Which kind of scorer: a name with a version, such as "zeroshot/2".</param>
/// <param name="Settings">Its settings as JSON, without bulk data.</param>
/// <param name="Contents">Bulk data that the settings speak of by hash: images.</param>
internal sealed record ScorerRecipe(string Kind, string Settings, ImmutableArray<ScorerContent> Contents)
{
    /// <summary>The content of a hash.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public byte[] Content(string sha256) =>
        Contents.FirstOrDefault(c => c.Sha256 == sha256)?.Bytes
        ?? throw new InvalidDataException($"The scorer's images of SHA-256 {sha256} are missing.");
}

/// <summary>Bytes and their hash.</summary>
internal sealed record ScorerContent(string Sha256, byte[] Bytes)
{
    public static ScorerContent Of(byte[] bytes) => new(Convert.ToHexString(SHA256.HashData(bytes)).ToLowerInvariant(), bytes);
}
