using System.Collections.Immutable;
using NasPipelines.ZeroShot;

namespace NasPipelines.Scoring;

/// <summary>A score that a stage adds.</summary>
/// <param name="Name">Name of the column.</param>
/// <param name="Direction">Which raw values are better; the column itself is always higher-is-better.</param>
/// <param name="DependsOnEncoding">Whether functionally equal architectures can have different values.</param>
internal sealed record ScoreDescription(string Name, ScoreDirection Direction, bool DependsOnEncoding)
{
    /// <summary>What the value is a statistic of, such as "mean over seeds 20, 2020"; null where it is one measurement.</summary>
    public string? Statistic { get; init; }
}

/// <summary>The raw values of one architecture, with the reason where there is none.</summary>
/// <param name="Values">A raw value per score.</param>
/// <param name="Seconds">Time that each score's own passes took; passes that scores share count for each of them.</param>
internal sealed record ScoreRow(ImmutableArray<ScoreValue> Values, ImmutableArray<double> Seconds)
{
    /// <summary>Whether the values are missing because scoring failed, which may not happen again, rather than because they are undefined.</summary>
    public bool Failed { get; init; }

    /// <summary>The oriented value, higher is better; NaN where there is none.</summary>
    public double Oriented(int score, ScoreDirection direction) => direction == ScoreDirection.LowerIsBetter ? 0.0 - Values[score].Value : Values[score].Value;

    /// <summary>Why values are missing, as "name: reason; …"; empty where none is.</summary>
    public string Status(IReadOnlyList<ScoreDescription> scores) =>
        string.Join("; ", Values.Zip(scores).Where(p => p.First.Reason is not null).Select(p => $"{p.Second.Name}: {p.First.Reason}"));
}
