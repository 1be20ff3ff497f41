using System.Diagnostics;
using ExternalException = System.Runtime.InteropServices.ExternalException;

namespace NasPipelines.Scoring;

/// <summary>
/// The one place where failures become missing values: an architecture that does not fit into memory, say, has no score, and the others go
/// on. Everything else that is thrown, cancellation included, is the caller's.
/// </summary>
internal static class ScoringFailure
{
    /// <summary>A row of scores, or one that says why there is none.</summary>
    /// <param name="columns">The number of scores.</param>
    /// <param name="score">Computes the row.</param>
    public static ScoreRow Attempt(int columns, Func<ScoreRow> score)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            return score();
        }
        catch (Exception e) when (e is ScoringException or ExternalException or OutOfMemoryException)
        {
            // ExternalException is libtorch's, out of memory among them; its message goes on with a native stack.
            return ScoreRow.OfFailure(columns, e.Message.Split('\n')[0], Stopwatch.GetElapsedTime(clock).TotalSeconds);
        }
    }
}
