using Microsoft.ML;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Analyses;

/// <summary>The real NAS-Bench-201 tables as views, read once.</summary>
internal static class Nb201Views
{
    public static NasCatalog Nas { get; } = new MLContext(1).Nas();

    private static readonly Lazy<IDataView> Accuracies = new(() => Nas.Data.LoadBenchmark(TestData.Data("nb201/nb201_accuracy.csv.gz")));

    private static readonly Lazy<IDataView> Published = new(() => Nas.Data.LoadBenchmark(TestData.Data("nb201/nb201_zc13_c10.csv.gz")));

    private static readonly Lazy<IDataView> Scored = new(() => Nas.Data.Join(Published.Value, Accuracies.Value).View);

    /// <summary>All 15,625 accuracies.</summary>
    public static IDataView Accuracy => Accuracies.Value;

    /// <summary>The 13 published proxies, without accuracies.</summary>
    public static IDataView Proxies => Published.Value;

    /// <summary>The proxies with the accuracies of their 9,445 architectures.</summary>
    public static IDataView ProxiesAndAccuracy => Scored.Value;

    public static string[] ProxyNames { get; } =
        ["epe_nas", "fisher", "flops", "grad_norm", "grasp", "jacov", "l2_norm", "nwot", "params", "plain", "snip", "synflow", "zen"];
}
