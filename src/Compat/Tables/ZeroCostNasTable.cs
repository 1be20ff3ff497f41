using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>Spearman's correlation without its sign in zero-cost-nas's notebook (Abdelfattah et al., ICLR 2021), NAS-Bench-201.</summary>
internal static class ZeroCostNasTable
{
    private const string Images = "shuffled and augmented images, other weights, and accuracies of the benchmark's first version";

    private static readonly string[] Datasets = ["cifar10", "cifar100", "imagenet16"];

    private static readonly (string Score, ScoreSource Source, double[] Values)[] Rows =
    [
        ("grad_norm", new ScoreSource.Column("grad_norm"), [.594, .637, .578]),
        ("snip", new ScoreSource.Column("snip"), [.596, .637, .578]),
        ("grasp", new ScoreSource.Column("grasp"), [.514, .547, .549]),
        ("fisher", new ScoreSource.Column("fisher"), [.360, .385, .327]),
        ("synflow", new ScoreSource.Column("synflow", "log_synflow"), [.737, .763, .751]),
        ("jacob_cov", new ScoreSource.Column("jacob_cov", "jacov"), [.731, .704, .701]),
    ];

    public static PublishedTable Table { get; } = new(
        "zerocostnas-nasbench201", "Zero-cost proxies on all of NAS-Bench-201", "zero-cost-nas, Abdelfattah et al., ICLR 2021, notebook",
        Datasets.SelectMany((dataset, d) => Rows.Select(row => new PublishedFigure(
            row.Score, Criteria.Get("spearman"), EvaluationProtocols.Get($"nasbench201-{dataset}"), row.Values[d], row.Source)
        {
            IsAbsolute = true,
            Note = Images,
        })));
}
