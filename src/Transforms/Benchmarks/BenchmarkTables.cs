namespace NasPipelines.Benchmarks;

/// <summary>The published tables that load without being described.</summary>
public static class BenchmarkTables
{
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
    ];
}
