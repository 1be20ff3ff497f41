using System.Collections.Immutable;
using NasPipelines.Evaluation;

namespace NasPipelines.Combinations;

/// <summary>
/// A published combination of ranks under its name: which scores, how their ranks become one, what becomes of missing ones, and under which
/// protocol its figures were published. <see cref="CombinationPresets"/> lists them.
/// </summary>
public sealed class CombinationPreset : PrintedResult
{
    internal CombinationPreset(
        string name, string description, string protocol, CombinationRule rule, params ImmutableArray<string> scoreColumnNames) =>
        (Name, Description, Protocol, Rule, ScoreColumnNames) = (name, description, protocol, rule, scoreColumnNames);

    /// <summary>Its name, such as <c>az-nas</c>, which is that of the column that it adds where none is given.</summary>
    public string Name { get; }

    /// <summary>What it is, with its source.</summary>
    public string Description { get; }

    /// <summary>Networks, input, architectures and truth of the published figures, and the figures.</summary>
    public string Protocol { get; }

    /// <summary>How ranks are combined.</summary>
    public CombinationRule Rule { get; }

    /// <summary>The columns of scores that it combines, each higher is better: the names of zero-shot estimators.</summary>
    public ImmutableArray<string> ScoreColumnNames { get; }

    /// <summary>What becomes of an architecture that a score is missing for: published rankings place every one.</summary>
    public MissingScores MissingScores { get; } = MissingScores.Worst;

    /// <summary>Name, rule, scores.</summary>
    private protected override string Print() => $"{Name}: {Rule} of {string.Join(", ", ScoreColumnNames)}";

    /// <summary>Refuses columns that lack scores of the preset.</summary>
    /// <exception cref="ArgumentException">Some are missing; the message names them and how they are had.</exception>
    internal void Check(IEnumerable<string> columns)
    {
        string[] missing = [.. ScoreColumnNames.Except(columns)];
        if (missing.Length > 0)
        {
            throw new ArgumentException(
                $"The preset {Name} combines {string.Join(", ", ScoreColumnNames)}; the view lacks {string.Join(", ", missing)}: "
                    + "score the architectures with these zero-shot estimators first.");
        }
    }
}
