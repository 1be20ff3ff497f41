namespace NasPipelines.Scoring;

/// <summary>What a stage hands to a <see cref="ScoringCluster"/>.</summary>
public sealed class ScoringWork
{
    internal ScoringWork(
        ReadOnlyMemory<byte> saved, IReadOnlyList<string> scores, IReadOnlyList<string> identities, IReadOnlyList<string> architectures,
        int threads)
    {
        (Saved, Scores, Identities, Architectures, Threads) = (saved, scores, identities, architectures, threads);
    }

    /// <summary>The scorer, images and supernet included; <c>RemoteScorer.Load</c> makes an equal one of it.</summary>
    public ReadOnlyMemory<byte> Saved { get; }

    /// <summary>The names of the scores, in the order of the values.</summary>
    public IReadOnlyList<string> Scores { get; }

    /// <summary>What each score depends on; who finds others for the saved scorer would compute other scores.</summary>
    public IReadOnlyList<string> Identities { get; }

    /// <summary>The architectures, distinct ones, as texts of the space.</summary>
    public IReadOnlyList<string> Architectures { get; }

    /// <summary>Threads of one score: another number rounds otherwise.</summary>
    public int Threads { get; }
}
