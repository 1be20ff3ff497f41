using NasPipelines.Evaluation;
using NasPipelines.Ranking;

namespace NasPipelines.Compat.Tables;

/// <summary>The zero-shot rows for NAS-Bench-201 that the text of Ning et al. (NeurIPS 2021) gives.</summary>
internal static class Ning2021Table
{
    private const string Classes = "the paper ranks against the mean accuracy of each class, here its first cell stands for it";
    private const string Weights = $"the paper scores a supernet's weights at initialisation; {Classes}";

    public static PublishedTable Table { get; } = new(
        "ning2021-nasbench201", "Zero-shot estimators on the 6,466 classes of NAS-Bench-201",
        "Ning et al., NeurIPS 2021, text of section 5 (the submission's figures)",
        [
            Figure("jacob_cov", .61, "jacob_cov", Weights),
            Figure("synflow", .57, "synflow", Weights),
            Figure("Params", .61, "params", Classes),
        ]);

    private static PublishedFigure Figure(string score, double value, string column, string note) =>
        new(score, Criteria.Get("kendall"), EvaluationProtocols.Get("ning2021-cifar10"), value, ScoreSource.Named(column))
        {
            Rounding = .005,
            Note = note,
        };
}
