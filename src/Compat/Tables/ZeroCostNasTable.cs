using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>Spearman's correlation without its sign in zero-cost-nas's notebook (Abdelfattah et al., ICLR 2021), NAS-Bench-201.</summary>
internal static class ZeroCostNasTable
{
    private const string Images = "shuffled and augmented images, other weights, and accuracies of the benchmark's first version";

    private static readonly string[] Datasets = ["cifar10", "cifar100", "imagenet16"];

    private static readonly (string Score, double[] Values)[] Rows =
    [
        ("grad_norm", [.594, .637, .578]),
        ("snip", [.596, .637, .578]),
        ("grasp", [.514, .547, .549]),
        ("fisher", [.360, .385, .327]),
        ("synflow", [.737, .763, .751]),
        ("jacob_cov", [.731, .704, .701]),
    ];

    public static PublishedTable Table { get; } = new(
        "zerocostnas-nasbench201", "Zero-cost proxies on all of NAS-Bench-201", "zero-cost-nas, Abdelfattah et al., ICLR 2021, notebook",
        Datasets.SelectMany((dataset, d) => Rows.Select(row => new PublishedFigure(
            row.Score, Criteria.Get("spearman"), EvaluationProtocols.Get($"nasbench201-{dataset}"), row.Values[d],
            ScoreSource.Named(row.Score))
        {
            IsAbsolute = true,
            Note = Images,
        })));
}
