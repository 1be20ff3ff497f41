using NasPipelines.Evaluation;

namespace NasPipelines.Cli;

/// <summary>Why a table of criteria has dashes.</summary>
internal static class Undefined
{
    /// <summary>A line for each reason, with the criteria and scores that it is true of.</summary>
    public static IEnumerable<string> Reasons(RankingEvaluation evaluation) =>
        from score in evaluation
        from value in score.Values
        where !value.Value.IsDefined
        group (score.Name, value.Key.Label) by value.Value.Reason into reason
        let scores = reason.Select(r => r.Name).Distinct().ToList()
        select $"–: {reason.Key}: {string.Join(", ", reason.Select(r => r.Label).Distinct())}"
            + (scores.Count == evaluation.Count ? string.Empty : $" of {string.Join(", ", scores)}");
}
