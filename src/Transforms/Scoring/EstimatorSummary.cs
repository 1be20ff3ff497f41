namespace NasPipelines.Scoring;

/// <summary>What a scoring run found of one score.</summary>
public sealed class EstimatorSummary
{
    internal EstimatorSummary(string name, double secondsPerArchitecture, int missing)
    {
        (Name, SecondsPerArchitecture, Missing) = (name, secondsPerArchitecture, missing);
    }

    /// <summary>The score.</summary>
    public string Name { get; }

    /// <summary>Mean time of the passes it needs; scores that share a pass are each charged with it.</summary>
    public double SecondsPerArchitecture { get; }

    /// <summary>Rows without a value.</summary>
    public int Missing { get; }
}
