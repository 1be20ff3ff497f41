using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NasPipelines.OneShot;
using NasPipelines.Scoring.Journals;
using NasPipelines.ZeroShot;

namespace NasPipelines.Scoring;

/// <summary>
/// Finds the session of a specification. A stage in use keeps its session alive; one that was loaded from a saved model makes its own from the
/// specification, which the model carries.
/// </summary>
internal static class ScoringSessions
{
    private static readonly ConcurrentDictionary<string, WeakReference<ScoringSession>> Live = new(StringComparer.Ordinal);
    private static readonly object Gate = new();

    // Kinds of scorers, by the prefix of their specifications: one line each.
    private static readonly (string Prefix, Func<string, IArchitectureScorer> Create)[] Kinds =
    [
        (ZeroShotScorer.Kind, ZeroShotScorer.FromSpecification),
        (OneShotScorer.Kind, OneShotScorer.FromSpecification),
    ];

    /// <summary>Makes a session known, so that mappings find it by its specification.</summary>
    public static ScoringSession Register(IArchitectureScorer scorer, JournalSection? journal = null)
    {
        var session = new ScoringSession(scorer, journal);
        Live[Hash(scorer.Specification)] = new(session);
        return session;
    }

    /// <summary>The session of a specification: a live one, or one made anew.</summary>
    /// <exception cref="InvalidDataException">The specification is of no known kind.</exception>
    public static ScoringSession Get(string specification)
    {
        var key = Hash(specification);
        lock (Gate)
        {
            if (Live.TryGetValue(key, out var reference) && reference.TryGetTarget(out var session))
            {
                return session;
            }

            return Register(Create(specification));
        }
    }

    /// <summary>A scorer made from its specification.</summary>
    /// <exception cref="InvalidDataException">The specification is of no known kind, or is damaged.</exception>
    /// <exception cref="ArgumentException">It names an estimator that is not known here.</exception>
    public static IArchitectureScorer Create(string specification)
    {
        foreach (var (prefix, create) in Kinds)
        {
            if (specification.StartsWith(prefix, StringComparison.Ordinal))
            {
                return create(specification);
            }
        }

        throw new InvalidDataException(
            $"The model asks for a scorer of an unknown kind ('{specification.Split(' ')[0]}'); known: {string.Join(", ", Kinds.Select(k => k.Prefix.Trim()))}.");
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
