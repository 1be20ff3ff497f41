namespace NasPipelines.Scoring;

/// <summary>A score that a scorer computes: what its column is called and how to read it.</summary>
public sealed class ScoreColumn
{
    /// <summary>A score.</summary>
    /// <param name="name">Name of the column.</param>
    /// <param name="direction">Which raw values are better; the column itself is always higher-is-better.</param>
    /// <param name="dependsOnEncoding">Whether functionally equal architectures can have different values.</param>
    /// <param name="statistic">What the value is a statistic of, such as "mean over seeds 20, 2020"; null where it is one
    /// measurement.</param>
    public ScoreColumn(
        string name,
        ScoreDirection direction = ScoreDirection.HigherIsBetter,
        bool dependsOnEncoding = false,
        string? statistic = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Direction, DependsOnEncoding, Statistic) = (name, direction, dependsOnEncoding, statistic);
    }

    /// <summary>Name of the column.</summary>
    public string Name { get; }

    /// <summary>Which raw values are better; the column itself is always higher-is-better.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>Whether functionally equal architectures can have different values.</summary>
    public bool DependsOnEncoding { get; }

    /// <summary>What the value is a statistic of; null where it is one measurement.</summary>
    internal string? Statistic { get; }
}
