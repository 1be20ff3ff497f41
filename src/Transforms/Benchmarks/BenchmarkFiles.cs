using NasPipelines.Benchmarks.Formats;
using NasPipelines.Options;

namespace NasPipelines.Benchmarks;

/// <summary>The benchmarks whose distribution files can be read.</summary>
public static class BenchmarkFiles
{
    /// <summary>All of them. Adding one is one line here.</summary>
    public static IReadOnlyList<BenchmarkFile> All { get; } =
    [
        new NasBench101File(),
        new NasBench201File(),
        new NatsBenchFiles(),
        new NasBench301Files(),
        NdsFiles.ResNet,
        NdsFiles.ResNextA,
        new RealNetworkFiles(),
        new TimmFiles(),
        SuiteZeroFiles.NasBench101,
        SuiteZeroFiles.NasBench201,
        SuiteZeroFiles.NasBench301,
    ];

    /// <summary>The benchmark of a given name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static BenchmarkFile Get(string name) =>
        Named.Get(All, file => file.Name, "benchmark", name);
}
