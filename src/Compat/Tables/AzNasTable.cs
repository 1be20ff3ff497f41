using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>AZ-NAS's aggregate on all of NAS-Bench-201 (Lee and Ham, CVPR 2024), as its notebook prints it.</summary>
internal static class AzNasTable
{
    private const string Run = "one run with other weights and random images";

    public static PublishedTable Table { get; } = new(
        "aznas-nasbench201", "AZ-NAS's aggregate on all 15,625 cells of NAS-Bench-201", "AZ-NAS, Lee and Ham, CVPR 2024, tss_general.ipynb",
        [
            Figure("kendall", .7408773022),
            Figure("spearman", .9127144967),
        ]);

    private static PublishedFigure Figure(string criterion, double value) => new(
        "AZ-NAS", Criteria.Get(criterion), EvaluationProtocols.Get("nasbench201-cifar10"), value, ScoreSource.Named("az-nas"))
    {
        Note = Run,
    };
}
