using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines;

/// <summary>How rankings are evaluated.</summary>
public sealed record RankingEvaluationOptions
{
    /// <summary>The criteria to evaluate; those on a top or bottom share are evaluated at each of <see cref="Ratios"/>.</summary>
    /// <value>Default: <see cref="Criteria.Standard"/>.</value>
    public IReadOnlyList<Criterion> Criteria { get; init; } = NasPipelines.Criteria.Standard;

    /// <summary>The ratios K of the criteria on a top or bottom share, each in (0, 1].</summary>
    /// <value>Default: <see cref="Criteria.DefaultRatios"/>: 0.001, 0.005, 0.01, 0.05, 0.1, 0.5.</value>
    public IReadOnlyList<double> Ratios { get; init; } = NasPipelines.Criteria.DefaultRatios;

    /// <summary>Columns that <see cref="PartialKendall"/>, <see cref="PartialSpearman"/> and <see cref="KendallWithinComplexity"/> control for, such as parameters.</summary>
    /// <value>Default: none, which leaves those criteria undefined.</value>
    public IReadOnlyList<string> ControlColumnNames { get; init; } = [];

    /// <summary>What becomes of architectures whose score is NaN.</summary>
    /// <value>Default: <see cref="MissingScores.Drop"/>.</value>
    public MissingScores MissingScores { get; init; } = MissingScores.Drop;

    /// <summary>What becomes of architectures whose true quality is NaN.</summary>
    /// <value>Default: <see cref="MissingTruth.Fail"/>.</value>
    public MissingTruth MissingTruth { get; init; } = MissingTruth.Fail;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Criteria is not { Count: > 0 } || Criteria.Any(c => c is null))
        {
            faults.Add("Criteria must hold at least one criterion and no null");
        }

        faults.AddRange((Ratios ?? []).Where(ratio => !(ratio is > 0 and <= 1))
            .Select(ratio => $"Ratios must lie in (0, 1] (one was {ratio.ToString(CultureInfo.InvariantCulture)})"));
        if (Ratios is not { Count: > 0 })
        {
            faults.Add("Ratios must hold at least one ratio");
        }
        else if (Ratios.Distinct().Count() < Ratios.Count)
        {
            faults.Add("Ratios must not repeat");
        }

        if (ControlColumnNames is null || ControlColumnNames.Any(string.IsNullOrEmpty))
        {
            faults.Add("ControlColumnNames must not be null nor hold an empty name");
        }

        if (!Enum.IsDefined(MissingScores) || !Enum.IsDefined(MissingTruth))
        {
            faults.Add($"MissingScores must be one of {string.Join(", ", Enum.GetNames<MissingScores>())} and MissingTruth one of {string.Join(", ", Enum.GetNames<MissingTruth>())}");
        }

        if (faults.Count > 0)
        {
            throw new ArgumentException($"Options of the ranking evaluation: {string.Join("; ", faults)}.");
        }
    }

    /// <summary>The criteria with each ratio criterion at each ratio.</summary>
    internal ImmutableArray<Criterion> Expanded() => NasPipelines.Criteria.At(Criteria, [.. Ratios]);
}
