using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Spaces;

namespace NasPipelines.Compat.Tables;

/// <summary>
/// What is published in numbers beside NAS-Bench-Suite-Zero's scores (Krishnakumar et al., NeurIPS 2022), whose own correlations are
/// printed as colours only.
/// </summary>
internal static class SuiteZeroTables
{
    private const string AllCells = "published on all 423,624 cells, with zero-cost-nas's networks and images";
    private const string Natss = "published on 1,000 other cells, against the mean accuracy of their trainings";

    public static PublishedTable NasBench101 { get; } = new(
        "suitezero-nasbench101", "NAS-Bench-Suite-Zero's scores of 500 cells beside zero-cost-nas's correlations without their sign",
        "zero-cost-nas, Abdelfattah et al., ICLR 2021, notebook",
        [
            Figure("grad_norm", "spearman", "nasbench101", .198, AllCells, absolute: true),
            Figure("snip", "spearman", "nasbench101", .164, AllCells, absolute: true),
            Figure("grasp", "spearman", "nasbench101", .448, AllCells, absolute: true),
            Figure("fisher", "spearman", "nasbench101", .257, AllCells, absolute: true),
            Figure("synflow", "spearman", "nasbench101", .372, AllCells, absolute: true),
            Figure("jacov", "spearman", "nasbench101", .378, AllCells, absolute: true),
        ]);

    public static PublishedTable NasBench201 { get; } = new(
        "suitezero-nasbench201", "NAS-Bench-Suite-Zero's scores of 725 cells on CIFAR-100 beside published correlations",
        "White et al., ICLR blog track 2022, NATS-Bench topology, CIFAR-100",
        [
            Figure("fisher", "spearman", "nasbench201-cifar100", .610, Natss),
            Figure("grad_norm", "spearman", "nasbench201-cifar100", .678, Natss),
            Figure("grasp", "spearman", "nasbench201-cifar100", .632, Natss),
            Figure("jacov", "spearman", "nasbench201-cifar100", .719, Natss),
            Figure("snip", "spearman", "nasbench201-cifar100", .679, Natss),
            Figure("synflow", "spearman", "nasbench201-cifar100", .794, Natss),
            Figure("flops", "spearman", "nasbench201-cifar100", .714, Natss),
            Figure("params", "spearman", "nasbench201-cifar100", .735, Natss),
        ]);

    public static PublishedTable NasBench301 { get; } = new(
        "suitezero-nasbench301", "NAS-Bench-Suite-Zero's scores of 725 DARTS networks beside the number of poolings in the normal cell",
        "the file zc_nasbench301.json of NASLib, May 2022, as computed when this table was made",
        [
            Figure("nwot", "kendall", "nasbench301", .391, null),
            new(
                "minus the pools", Criteria.Get("kendall"), EvaluationProtocols.Get("suitezero-nasbench301"), .428,
                new ScoreSource.Structure("minus_pools", MinusPoolsOfNormalCell)),
        ]);

    private static PublishedFigure Figure(
        string score, string criterion, string protocol, double value, string? note, bool absolute = false) =>
        new(
            score, Criteria.Get(criterion), EvaluationProtocols.Get($"suitezero-{protocol}"), value,
            new ScoreSource.Column(ColumnNames.Of(score)))
        {
            Note = note,
            IsAbsolute = absolute,
        };

    // The first half of the genes is the normal cell; operations and inputs take turns.
    private static double MinusPoolsOfNormalCell(Architecture architecture)
    {
        var pools = SearchSpaces.NasBench301.Operations.Select(name => name.Contains("pool", StringComparison.Ordinal)).ToArray();
        var genes = architecture.Genes;
        return -genes.Take(genes.Length / 2).Where((_, gene) => gene % 2 == 0).Count(operation => pools[operation]);
    }
}
