using System.Collections.Immutable;
using NasPipelines.Options;
using NasPipelines.Ranking;

namespace NasPipelines.Evaluation;

/// <summary>How rankings are evaluated.</summary>
public sealed class RankingEvaluationOptions : RankingTableOptions
{
    /// <summary>
    /// The criteria to evaluate. Those on a top or bottom share are evaluated at each of <see cref="Ratios"/>, unless they were made for a
    /// K of their own, such as <see cref="NasPipelines.Ranking.Criteria.PrecisionAtTop(double)"/>.
    /// </summary>
    /// <value>Default: <see cref="Criteria.Standard"/>.</value>
    public IReadOnlyList<Criterion> Criteria { get; init; } = NasPipelines.Ranking.Criteria.Standard;

    /// <summary>The ratios K of the criteria on a top or bottom share that have none of their own, each in (0, 1].</summary>
    /// <value>Default: <see cref="Criteria.DefaultRatios"/>: 0.001, 0.005, 0.01, 0.05, 0.1, 0.5.</value>
    public IReadOnlyList<double> Ratios { get; init; } = NasPipelines.Ranking.Criteria.DefaultRatios;

    /// <summary>
    /// Columns that <see cref="PartialKendall"/>, <see cref="PartialSpearman"/> and <see cref="KendallWithinComplexity"/> control for, such
    /// as parameters.
    /// </summary>
    /// <value>Default: none, which leaves those criteria undefined.</value>
    public IReadOnlyList<string> ControlColumnNames { get; init; } = [];

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new OptionFaults()
            .Require(Criteria is { Count: > 0 }
                && Criteria.All(c => c is not null), "Criteria must hold at least one criterion and no null.")
            .Require(Ratios is { Count: > 0 }, "Ratios must hold at least one ratio.")
            .Require(Ratios is null || Ratios.Distinct().Count() == Ratios.Count, "Ratios must not repeat.")
            .Require(
                ControlColumnNames is not null && !ControlColumnNames.Any(string.IsNullOrEmpty),
                "ControlColumnNames must not be null nor hold an empty name.")
            .NotEmpty(ArchitectureColumnName, "the column of architectures")
            .Defined(MissingScores)
            .Defined(MissingTruth);
        foreach (var ratio in Ratios ?? [])
        {
            faults.Require(ratio is > 0 and <= 1, FormattableString.Invariant($"Ratios must lie in (0, 1] (one was {ratio})."));
        }

        faults.Throw();
    }

    /// <summary>The same with other criteria.</summary>
    internal RankingEvaluationOptions Of(IReadOnlyList<Criterion> criteria, IReadOnlyList<string>? controls = null) =>
        Changed(criteria, controls ?? ControlColumnNames, MissingScores, MissingTruth);

    /// <summary>The same without the rows whose truth is missing.</summary>
    /// <param name="scores">What becomes of missing scores; as here where null.</param>
    internal RankingEvaluationOptions Lenient(MissingScores? scores = null) =>
        Changed(Criteria, ControlColumnNames, scores ?? MissingScores, MissingTruth.Drop);

    private RankingEvaluationOptions Changed(
        IReadOnlyList<Criterion> criteria, IReadOnlyList<string> controls, MissingScores scores, MissingTruth truth) => new()
        {
            Criteria = criteria,
            Ratios = Ratios,
            ControlColumnNames = controls,
            ArchitectureColumnName = ArchitectureColumnName,
            MissingScores = scores,
            MissingTruth = truth,
        };

    /// <summary>The criteria with each ratio criterion at each ratio.</summary>
    internal ImmutableArray<Criterion> Expanded() => NasPipelines.Ranking.Criteria.At(Criteria, [.. Ratios]);
}
