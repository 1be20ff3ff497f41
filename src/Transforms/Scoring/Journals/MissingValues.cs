namespace NasPipelines.Scoring.Journals;

/// <summary>Values that a journal records as missing for one reason.</summary>
public sealed class MissingValues
{
    internal MissingValues(string score, string reason, int count, bool isFailure) =>
        (Score, Reason, Count, IsFailure) = (score, reason, count, isFailure);

    /// <summary>The score.</summary>
    public string Score { get; }

    /// <summary>Why there is no value.</summary>
    public string Reason { get; }

    /// <summary>Of how many functions.</summary>
    public int Count { get; }

    /// <summary>Whether scoring failed, which may not happen again, rather than the value being undefined.</summary>
    public bool IsFailure { get; }
}
