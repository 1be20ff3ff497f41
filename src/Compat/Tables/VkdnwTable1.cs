using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>
/// Table 1 of VKDNW (Tybl and Neumann, CVPR 2025): the training-free scores, on the 9,445 cells of NAS-Bench-201 without operations of no
/// use, means of five runs with a standard deviation below .02.
/// </summary>
internal static class VkdnwTable1
{
    private const string Runs = "a mean of five runs with other weights and images";

    private static readonly string[] Datasets = ["cifar10", "cifar100", "imagenet16"];

    private static readonly ScoreSource Flops = new ScoreSource.Counted("flops");

    private static readonly ScoreSource Aggregate = new ScoreSource.LogRanks(
        "vkdnw_agg", Column("vkdnw"), Column("jacob_cov", "jacov"), Column("az_expressivity"), Column("az_trainability"), Flops);

    // Kendall, Spearman and nDCG for each data set; NaN where the table has none.
    private static readonly (string Score, ScoreSource Source, double[] Values)[] Rows =
    [
        ("FLOPs", Flops, [.623, .799, .745, .586, .763, .576, .545, .718, .403]),
        ("GradNorm", Column("grad_norm"), [.328, .438, .509, .341, .451, .278, .310, .418, .265]),
        ("GraSP", Column("grasp"), [.352, .505, .518, .349, .498, .284, .359, .502, .281]),
        ("SNIP", Column("snip"), [.431, .591, .513, .440, .597, .286, .389, .521, .286]),
        ("SynFlow", Column("synflow", "log_synflow"), [.561, .758, .709, .553, .750, .594, .531, .719, .511]),
        ("Jacov", Column("jacob_cov", "jacov"), [.616, .800, .540, .639, .820, .402, .602, .779, .356]),
        ("NASWOT", Column("relu_logdet", "nwot"), [.571, .762, .607, .607, .799, .475, .605, .794, .490]),
        ("ZenNAS", Column("zen"), [.102, .103, .120, .079, .072, .115, .091, .109, .073]),
        ("GradSign", Column("gradsign"), [double.NaN, .765, double.NaN, double.NaN, .793, double.NaN, double.NaN, .783, double.NaN]),
        ("ZiCo", Column("zico"), [.607, .802, .751, .614, .809, .607, .587, .779, .523]),
        ("TE-NAS", Column("te_nas"), [.536, .722, .602, .537, .723, .327, .523, .709, .330]),
        ("AZ-NAS", AzNasTable.Aggregate, [.712, .892, .749, .696, .880, .549, .673, .859, .534]),
        ("number of layers", new ScoreSource.Counted("layers"), [.626, .767, .671, .646, .787, .525, .623, .764, .497]),
        ("VKDNW single", Column("vkdnw"), [.618, .815, .751, .634, .829, .617, .622, .814, .608]),
        ("VKDNW aggregate", Aggregate, [.750, .919, .785, .753, .919, .636, .743, .906, .664]),
    ];

    public static PublishedTable Table { get; } = new(
        "vkdnw-table1", "Training-free scores on 9,445 cells of NAS-Bench-201", "VKDNW, Tybl and Neumann, CVPR 2025, Table 1",
        Datasets.SelectMany((dataset, d) => Rows.SelectMany(row => Figures(row, dataset, d))));

    private static IEnumerable<PublishedFigure> Figures(
        (string Score, ScoreSource Source, double[] Values) row, string dataset, int place)
    {
        Criterion[] criteria = [Criteria.Get("kendall"), Criteria.Get("spearman"), PublishedCriteria.NdcgOfVkdnw];
        var protocol = EvaluationProtocols.Get($"vkdnw-{dataset}");
        return criteria.Select((criterion, c) => new PublishedFigure(
            row.Score, criterion, protocol, row.Values[(criteria.Length * place) + c], row.Source)
        {
            Note = row.Source is ScoreSource.Counted ? null : Runs,
        }).Where(figure => !double.IsNaN(figure.Value));
    }

    private static ScoreSource.Column Column(params string[] names) => new(names);
}
