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
    ];
}
