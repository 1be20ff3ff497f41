namespace NasPipelines.Benchmarks.Peers;

/// <summary>An estimator written with plain modules.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Score">Its score of a subject.</param>
/// <param name="Tolerance">The largest relative difference that sums in another order explain.</param>
internal sealed record PlainProxy(string Name, Func<PlainSubject, double> Score, double Tolerance)
{
    /// <summary>
    /// Whose score the difference is relative to: that of a sum of terms that cancel is held against the sum of their magnitudes.
    /// </summary>
    public string Scale { get; init; } = Name;
}
