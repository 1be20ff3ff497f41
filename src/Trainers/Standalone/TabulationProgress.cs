namespace NasPipelines.Training;

/// <summary>How far a tabulation is.</summary>
/// <param name="Done">Trainings in the journal.</param>
/// <param name="Total">Trainings in all.</param>
/// <param name="SecondsPerTraining">Wall time per training of this run.</param>
/// <param name="Remaining">Time left at this rate.</param>
/// <param name="Last">The training that finished last.</param>
public sealed record TabulationProgress(int Done, int Total, double SecondsPerTraining, TimeSpan Remaining, TabulationRow Last);
