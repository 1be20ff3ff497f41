using NasPipelines.Combinations;
using NasPipelines.Evaluation;
using NasPipelines.Options;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>What a report shows and what it rests on.</summary>
public sealed class EstimatorReportOptions : RankingTableOptions
{
    internal const string DefaultComplexity = "flops";

    /// <summary>The report's heading.</summary>
    /// <value>Default: "Performance estimators".</value>
    public string Title { get; init; } = "Performance estimators";

    /// <summary>The share K of P@topK, in (0, 1].</summary>
    /// <value>Default: 0.05.</value>
    public double Ratio { get; init; } = 0.05;

    /// <summary>How the intervals are made.</summary>
    /// <value>Default: 200 resamples, seed 1, 95 %.</value>
    public BootstrapOptions Bootstrap { get; init; } = new() { Resamples = 200 };

    /// <summary>
    /// The column that groups architectures by complexity and that partial correlations hold fixed; computed where the view lacks it.
    /// </summary>
    /// <value>Default: <c>flops</c>.</value>
    public string ComplexityColumnName { get; init; } = DefaultComplexity;

    /// <summary>Seconds that a score takes per architecture, by the score's name, for the plot of quality against cost.</summary>
    /// <value>Default: none; a score that is not named costs the mean of a column <c>(score)_seconds</c>, where there is one.</value>
    public IReadOnlyDictionary<string, double> SecondsPerArchitecture { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// A column of costs, such as a measured latency or <c>flops</c>: the report shows which architectures no other one beats in both score
    /// and cost. Lower is better, or higher in a column of negated costs as the latency stage makes it.
    /// </summary>
    /// <value>Default: null, no such section.</value>
    public string? CostColumnName { get; init; }

    /// <summary>
    /// The largest number of architectures that the page's scatter plots draw; of more, this many are drawn at random, by the seed of
    /// <see cref="Bootstrap"/>, and the page says so.
    /// </summary>
    /// <value>Default: 1500.</value>
    public int PointsUpTo { get; init; } = 1500;

    /// <summary>
    /// What learned predictors reach with few labels, as <c>nas.Analyses.LearningByLabels</c> computes it: the report shows the curves with
    /// their bands, and which features the predictors rest on.
    /// </summary>
    /// <value>Default: none, no such section.</value>
    public IReadOnlyList<LearningCurve> LearningCurves { get; init; } = [];

    /// <summary>The column of costs, where there is one.</summary>
    internal string[] Cost => CostColumnName is { } cost ? [cost] : [];

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some options are wrong; the message names all of them.</exception>
    internal void Validate() => new OptionFaults()
        .NotEmpty(Title, "the report")
        .Defined(MissingScores)
        .Defined(MissingTruth)
        .Require(Ratio is > 0 and <= 1, FormattableString.Invariant($"Ratio must be in (0, 1] (was {Ratio})."))
        .Require(Bootstrap is not null, "Bootstrap must not be null.")
        .Within(Bootstrap is null ? null : Bootstrap.Validate, nameof(Bootstrap))
        .NotEmpty(ComplexityColumnName, "a column of complexity")
        .Require(CostColumnName is not "", "CostColumnName must name a column, or be null.")
        .NotEmpty(ArchitectureColumnName, "the column of architectures")
        .Require(
            SecondsPerArchitecture is not null && SecondsPerArchitecture.All(s => s.Value > 0 && double.IsFinite(s.Value)),
            "SecondsPerArchitecture must hold positive numbers.")
        .Range(PointsUpTo, 0, int.MaxValue)
        .Require(LearningCurves is not null, "LearningCurves must not be null.")
        .Throw();
}
