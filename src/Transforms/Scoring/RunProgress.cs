namespace NasPipelines.Scoring;

/// <summary>How far long work is.</summary>
public sealed class RunProgress
{
    /// <summary>A state of the work.</summary>
    /// <param name="done">Pieces done.</param>
    /// <param name="total">Pieces in all.</param>
    /// <param name="perSecond">Pieces per second of this run; 0 before the first.</param>
    /// <param name="remaining">Time left at this rate; null where it is not known.</param>
    /// <param name="message">What the last piece gave, for people; null where there is nothing to say.</param>
    public RunProgress(int done, int total, double perSecond, TimeSpan? remaining, string? message = null)
    {
        (Done, Total, PerSecond, Remaining, Message) = (done, total, perSecond, remaining, message);
    }

    /// <summary>Pieces done.</summary>
    public int Done { get; }

    /// <summary>Pieces in all.</summary>
    public int Total { get; }

    /// <summary>Pieces per second of this run; 0 before the first.</summary>
    public double PerSecond { get; }

    /// <summary>Time left at this rate; null where it is not known.</summary>
    public TimeSpan? Remaining { get; }

    /// <summary>What the last piece gave, for people; null where there is nothing to say.</summary>
    public string? Message { get; }

    /// <summary>The state in a line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Done}/{Total}, {PerSecond:F1}/s{(Message is null ? string.Empty : $", {Message}")}");

    /// <summary>
    /// The state after some time; pieces that a journal already had took no time and say nothing of how long the rest will take.
    /// </summary>
    internal static RunProgress After(TimeSpan elapsed, int done, int total, int resumed = 0, string? message = null)
    {
        var rate = elapsed > TimeSpan.Zero ? (done - resumed) / elapsed.TotalSeconds : 0;
        return new(done, total, rate, rate > 0 ? TimeSpan.FromSeconds((total - done) / rate) : null, message);
    }
}
