using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>A figure of a published table: a score, judged by a criterion under a protocol.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class PublishedFigure
{
    internal PublishedFigure(string score, Criterion criterion, EvaluationProtocol protocol, double value, ScoreSource source) =>
        (Score, Criterion, Protocol, Value, Source) = (score, criterion, protocol, value, source);

    /// <summary>The score, as the table calls it.</summary>
    public string Score { get; }

    /// <summary>What the figure is a value of.</summary>
    public Criterion Criterion { get; }

    /// <summary>What it is a figure of.</summary>
    public EvaluationProtocol Protocol { get; }

    /// <summary>The figure as published.</summary>
    public double Value { get; }

    /// <summary>How the score is had here.</summary>
    internal ScoreSource Source { get; }

    /// <summary>Whether the sign was left out.</summary>
    internal bool IsAbsolute { get; init; }

    /// <summary>Half of the last digit that was published.</summary>
    internal double Rounding { get; init; } = 0.0005;

    /// <summary>What is known to differ between that table and this computation; null where nothing is.</summary>
    internal string? Note { get; init; }
}
