using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>What of a comparison can be leant on, the same for every part of a report.</summary>
internal static class Evidence
{
    /// <summary>A value that rests on fewer architectures than this is shown as weak.</summary>
    public const int Enough = 30;

    /// <summary>Whether a score differs from chance; where it does not, none of its numbers is evidence.</summary>
    public static bool DiffersFromChance(this RankingComparison comparison, string score) =>
        comparison.Chance.Any(c => c.Score == score && c.Differs);

    /// <summary>Why a score is no evidence, in words; null where it is.</summary>
    public static string? Doubt(this RankingComparison comparison, string score) =>
        double.IsNaN(comparison.Evaluation[score].Kendall) ? "undefined"
        : comparison.DiffersFromChance(score) ? null
        : "not different from chance";

    /// <summary>The number of architectures that a value of a score rests on.</summary>
    public static int Basis(ScoreRanking ranking, Criterion criterion) =>
        criterion is RatioCriterion share ? share.Size(ranking.Count) : ranking.Count;

    /// <summary>Scores from the highest tau to the lowest, those without one last.</summary>
    public static IEnumerable<ScoreRanking> BestFirst(this RankingComparison comparison) => comparison.Evaluation
        .OrderByDescending(m => double.IsNaN(m.Kendall) ? double.NegativeInfinity : m.Kendall)
        .ThenBy(m => m.Name, StringComparer.Ordinal);

    /// <summary>The best score that costs nothing, with its tau; null where there is none.</summary>
    public static ScoreRanking? BestFree(this RankingComparison comparison) =>
        comparison.Baseline is { } name ? comparison.Evaluation[name] : null;
}
