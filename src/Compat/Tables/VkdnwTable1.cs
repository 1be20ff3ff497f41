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

    // Kendall, Spearman and nDCG for each data set; NaN where the table has none.
    private static readonly (string Score, string Column, double[] Values)[] Rows =
    [
        ("FLOPs", "flops", [.623, .799, .745, .586, .763, .576, .545, .718, .403]),
        ("GradNorm", "grad_norm", [.328, .438, .509, .341, .451, .278, .310, .418, .265]),
        ("GraSP", "grasp", [.352, .505, .518, .349, .498, .284, .359, .502, .281]),
        ("SNIP", "snip", [.431, .591, .513, .440, .597, .286, .389, .521, .286]),
        ("SynFlow", "synflow", [.561, .758, .709, .553, .750, .594, .531, .719, .511]),
        ("Jacov", "jacob_cov", [.616, .800, .540, .639, .820, .402, .602, .779, .356]),
        ("NASWOT", "relu_logdet", [.571, .762, .607, .607, .799, .475, .605, .794, .490]),
        ("ZenNAS", "zen", [.102, .103, .120, .079, .072, .115, .091, .109, .073]),
        ("GradSign", "gradsign", [double.NaN, .765, double.NaN, double.NaN, .793, double.NaN, double.NaN, .783, double.NaN]),
        ("ZiCo", "zico", [.607, .802, .751, .614, .809, .607, .587, .779, .523]),
        ("TE-NAS", "te-nas", [.536, .722, .602, .537, .723, .327, .523, .709, .330]),
        ("AZ-NAS", "az-nas", [.712, .892, .749, .696, .880, .549, .673, .859, .534]),
        ("number of layers", "layers", [.626, .767, .671, .646, .787, .525, .623, .764, .497]),
        ("VKDNW single", "vkdnw", [.618, .815, .751, .634, .829, .617, .622, .814, .608]),
        ("VKDNW aggregate", "vkdnw-aggregate", [.750, .919, .785, .753, .919, .636, .743, .906, .664]),
    ];

    public static PublishedTable Table { get; } = new(
        "vkdnw-table1", "Training-free scores on 9,445 cells of NAS-Bench-201", "VKDNW, Tybl and Neumann, CVPR 2025, Table 1",
        Datasets.SelectMany((dataset, d) => Rows.SelectMany(row => Figures(row, dataset, d))));

    private static IEnumerable<PublishedFigure> Figures(
        (string Score, string Column, double[] Values) row, string dataset, int place)
    {
        Criterion[] criteria = [Criteria.Get("kendall"), Criteria.Get("spearman"), PublishedCriteria.NdcgOfVkdnw];
        var protocol = EvaluationProtocols.Get($"vkdnw-{dataset}");
        var source = ScoreSource.Named(row.Column);
        return criteria.Select((criterion, c) => new PublishedFigure(
            row.Score, criterion, protocol, row.Values[(criteria.Length * place) + c], source)
        {
            Note = source is ScoreSource.Counted ? null : Runs,
        }).Where(figure => !double.IsNaN(figure.Value));
    }
}
