namespace NasPipelines.Stages;

/// <summary>
/// As many architectures as <see cref="Scoring.ScoringStageOptions.QueueLength"/> allows wait for their scores already: a service answers
/// "try again later" (503), rather than let requests pile up.
/// </summary>
public sealed class ScoringQueueFullException : InvalidOperationException
{
    internal ScoringQueueFullException(int length)
        : base($"{length} architectures wait for their scores already: try again later, or raise QueueLength.")
    {
    }
}
