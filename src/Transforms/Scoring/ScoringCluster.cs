namespace NasPipelines.Scoring;

/// <summary>
/// Machines that score architectures for a stage whose options name them; <c>RemoteCluster</c> of the package NasPipelines.Cluster is one.
/// Where a stage has a cluster, nothing that a journal keeps is scored in its own process.
/// </summary>
/// <threadsafety>Implementations may be called on several threads at a time.</threadsafety>
public abstract class ScoringCluster
{
    /// <summary>Scores architectures elsewhere and returns when all have been told.</summary>
    /// <param name="work">What to score, and with what.</param>
    /// <param name="done">
    /// Told of each architecture, by its place in the work, as soon as its row is known: by one thread at a time. Of further rows of one
    /// architecture the first counts.
    /// </param>
    /// <param name="run">Cancellation; what was told stays.</param>
    /// <exception cref="IOException">The cluster is not reached, or refuses the work.</exception>
    /// <exception cref="OperationCanceledException">A token was cancelled.</exception>
    public abstract void Score(ScoringWork work, Action<int, ScoreRow> done, RunOptions run);
}
