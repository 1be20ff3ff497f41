namespace NasPipelines.Scoring;

/// <summary>
/// One architecture cannot be scored, the others go on: thrown by a <see cref="Scorer"/>, it becomes missing values with the message as
/// their reason.
/// </summary>
public sealed class ScoringException : Exception
{
    /// <summary>A failure.</summary>
    /// <param name="reason">Why the architecture has no score, in a line.</param>
    /// <param name="innerException">What went wrong; null where nothing was thrown.</param>
    public ScoringException(string reason, Exception? innerException = null)
        : base(reason, innerException)
    {
    }
}
