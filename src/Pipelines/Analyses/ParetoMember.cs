namespace NasPipelines.Analyses;

/// <summary>An architecture that no other one beats in both score and cost.</summary>
public sealed class ParetoMember
{
    internal ParetoMember(string architecture, double score, double cost) => (Architecture, Score, Cost) = (architecture, score, cost);

    /// <summary>The architecture as written.</summary>
    public string Architecture { get; }

    /// <summary>Its score, higher is better.</summary>
    public double Score { get; }

    /// <summary>Its cost, lower is better.</summary>
    public double Cost { get; }
}
