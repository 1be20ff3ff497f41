using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>AZ-NAS's aggregate on all of NAS-Bench-201 (Lee and Ham, CVPR 2024), as its notebook prints it.</summary>
internal static class AzNasTable
{
    private const string Run = "one run with other weights and random images";

    /// <summary>The sum of the logarithms of the ranks by three scores and FLOPs.</summary>
    public static ScoreSource Aggregate { get; } = new ScoreSource.LogRanks(
        "az_nas", new ScoreSource.Column("az_expressivity"), new ScoreSource.Column("az_progressivity"),
        new ScoreSource.Column("az_trainability"), new ScoreSource.Counted("flops"));

    public static PublishedTable Table { get; } = new(
        "aznas-nasbench201", "AZ-NAS's aggregate on all 15,625 cells of NAS-Bench-201", "AZ-NAS, Lee and Ham, CVPR 2024, tss_general.ipynb",
        [
            Figure("kendall", .7408773022),
            Figure("spearman", .9127144967),
        ]);

    private static PublishedFigure Figure(string criterion, double value) => new(
        "AZ-NAS", Criteria.Get(criterion), EvaluationProtocols.Get("nasbench201-cifar10"), value, Aggregate) { Note = Run };
}
