using System.Security.Cryptography;
using System.Text;

namespace NasPipelines.Scoring.Journals;

/// <summary>The scores of one estimator in a journal, and everything that they depend on.</summary>
/// <param name="score">The name of the score.</param>
/// <param name="identity">What scores depend on beside the architecture (<see cref="Scorer.IdentityOf"/>).</param>
/// <param name="recipe">What the scorer can be made again from; null where it cannot.</param>
/// <param name="functions">The number of functions, of which it may have scored some only.</param>
internal sealed class RecordedEstimator(string score, string identity, RecordedRecipe? recipe, int functions)
{
    /// <summary>The name of the score.</summary>
    public string Score { get; } = score;

    /// <summary>What scores depend on beside the architecture.</summary>
    public string Identity { get; } = identity;

    /// <summary>What journals find it by.</summary>
    public string Hash { get; } = HashOf(identity);

    /// <summary>What the scorer can be made again from; null where it cannot.</summary>
    public RecordedRecipe? Recipe { get; } = recipe;

    /// <summary>The value of each function; null where it was not scored.</summary>
    public ScoreValue?[] Values { get; } = new ScoreValue?[functions];

    /// <summary>The seconds that each took; NaN where it was not scored.</summary>
    public double[] Seconds { get; } = [.. Enumerable.Repeat(double.NaN, functions)];

    /// <summary>What the scores were computed on.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; set; } = [];

    /// <summary>What journals find the scores of an identity by.</summary>
    public static string HashOf(string identity) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))).ToLowerInvariant();
}

/// <summary>What a scorer can be made again from; bulk data by hash.</summary>
internal sealed record RecordedRecipe(string Kind, string Settings, IReadOnlyList<string> Contents);

/// <summary>What scores were computed on, which they do not depend on.</summary>
/// <param name="Version">The version of this product.</param>
/// <param name="Processors">Cores of the machine.</param>
/// <param name="Threads">Threads of an architecture.</param>
/// <param name="Device">Where networks ran; null means the CPU.</param>
internal sealed record RecordedRun(string Version, int Processors, int Threads, string? Device = null)
{
    /// <summary>Its number in a journal: the same for equal runs.</summary>
    public long Number =>
        (long)(Numerics.Fnv1a.Hash(
            FormattableString.Invariant($"{Version}/{Processors}/{Threads}{(Device is null ? "" : $"/{Device}")}")) & long.MaxValue);
}
