using System.Diagnostics;
using NasPipelines.Files;
using NasPipelines.Spaces;
using ExternalException = System.Runtime.InteropServices.ExternalException;

namespace NasPipelines.Scoring;

/// <summary>
/// The one place where failures become missing values: an architecture that does not fit into memory, say, has no score, and the others go
/// on. So does one at which code of a user's own throws, an estimator or a search space. Everything else that is thrown, cancellation
/// included, is the caller's.
/// </summary>
internal static class ScoringFailure
{
    /// <summary>A row of scores, or one that says why there is none.</summary>
    /// <param name="columns">The number of scores.</param>
    /// <param name="score">Computes the row.</param>
    /// <param name="own">Whose code of a user's own is run, and on what, for the reason of anything it throws; null where none is.</param>
    public static ScoreRow Attempt(int columns, Func<ScoreRow> score, string? own = null) =>
        Attempt(columns, score, static s => s(), own);

    /// <summary>The same of a function that holds nothing: it is asked for hundreds of thousands of rows.</summary>
    public static ScoreRow Attempt<T>(int columns, T state, Func<T, ScoreRow> score, string? own = null)
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            return score(state);
        }
        catch (Exception e) when (e is ScoringException or ExternalException or OutOfMemoryException || (own is not null && IsOwn(e)))
        {
            // ExternalException is libtorch's, out of memory among them; its message goes on with a native stack.
            var reason = own is null || !IsOwn(e) ? e.Message.Split('\n')[0] : ReasonOf(e, own);
            return ScoreRow.OfFailure(columns, reason, Stopwatch.GetElapsedTime(clock).TotalSeconds);
        }
    }

    /// <summary>A value, or the reason why code of a user's own gave none.</summary>
    /// <param name="value">Computes the value.</param>
    /// <param name="own">Whose code is run, and on what; null where it is the product's.</param>
    public static ScoreValue Value(Func<ScoreValue> value, string? own)
    {
        try
        {
            return value();
        }
        catch (Exception e) when (own is not null && IsOwn(e))
        {
            return ScoreValue.Missing(ReasonOf(e, own));
        }
    }

    /// <summary>What a reason names where a space of a user's own is asked about an architecture; null for listed spaces.</summary>
    public static string? OwnerOf(SearchSpace space, Architecture architecture) =>
        SearchSpaces.All.Contains(space) ? null : $"at {architecture.Text}";

    private static bool IsOwn(Exception e) =>
        e is not (ScoringException or ExternalException or OutOfMemoryException or OperationCanceledException or ObjectDisposedException);

    private static string ReasonOf(Exception e, string own) => $"{e.GetType().Name} {own}: {ShownText.Of(e.Message, 200)}";
}
