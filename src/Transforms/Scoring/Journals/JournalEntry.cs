
namespace NasPipelines.Scoring.Journals;

/// <summary>One score of one architecture.</summary>
/// <param name="Estimator">Which estimator's, by its number in the file.</param>
/// <param name="Key">What the score is a property of.</param>
/// <param name="Architecture">An architecture of that key, to compute the score again.</param>
/// <param name="Value">The raw value, or why there is none.</param>
/// <param name="Failed">Whether scoring failed, rather than the value being undefined.</param>
/// <param name="Seconds">Time of its passes.</param>
/// <param name="Run">The run that computed it, by its number in the file.</param>
internal readonly record struct JournalEntry(
    long Estimator, string Key, string Architecture, ScoreValue Value, bool Failed, double Seconds, long Run)
{
    /// <summary>The checksum of the row.</summary>
    public required long Checksum { get; init; }

    /// <summary>Whether it takes the place of a damaged row.</summary>
    public bool Repairs { get; init; }
}
