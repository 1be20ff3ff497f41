using NasPipelines.Scoring;

namespace NasPipelines.Trainers.Training;

/// <summary>How far training is, by the time it has taken.</summary>
internal static class TrainingProgress
{
    /// <param name="elapsed">Since this run began.</param>
    /// <param name="done">Pieces done.</param>
    /// <param name="total">Pieces in all.</param>
    /// <param name="resumed">Of those done, the ones that were when this run began.</param>
    /// <param name="message">What the last piece gave.</param>
    public static RunProgress After(TimeSpan elapsed, int done, int total, int resumed = 0, string? message = null)
    {
        var pace = elapsed / Math.Max(1, done - resumed);
        return new(done, total, pace > TimeSpan.Zero ? 1 / pace.TotalSeconds : 0, pace * (total - done), message);
    }
}
