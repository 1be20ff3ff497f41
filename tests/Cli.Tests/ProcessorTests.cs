using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

/// <summary>
/// Scores of processes that may use all instructions of the processor, and of those that may not: what one machine has scored, another
/// one checks.
/// </summary>
internal sealed class ProcessorTests
{
    // Those without eigenvalues, which are LAPACK's, and without passes of one image, of whose smallest planes libtorch takes products.
    private const string Proxies =
        "grad_norm,plain,snip,fisher,fisher_channel,grasp,jacob_cov,epe_nas,relu_logdet,swap,swap_reg,l2_norm,zico,"
        + "relu,linear_regions,epsinas,zen,wrcor";

    // What the runtime, libtorch, oneDNN and MKL may use at most.
    private static readonly Dictionary<string, string> FewInstructions = new()
    {
        ["DOTNET_EnableAVX512"] = "0",
        ["DOTNET_EnableAVX512F"] = "0",
        ["ATEN_CPU_CAPABILITY"] = "avx2",
        ["DNNL_MAX_CPU_ISA"] = "SSE41",
        ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2",
    };

    [TestCase("nasbench201", "1")]
    [TestCase("nasbench301", "3")]
    [Platform("Linux")]
    [CancelAfter(180_000)]
    public async Task Score_WithFewerInstructions_WritesTheSameBytes(string space, string cells, CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var all = await Scores("all.tsv", []);
        var few = await Scores("few.tsv", FewInstructions);

        Assert.That(few, Is.EqualTo(all));

        async Task<string> Scores(string name, Dictionary<string, string> environment)
        {
            var file = folder.File(name);
            using var process = NasProcess.Start(
                [
                    "score", space, "--sample", "2", "--seed", "3", "--channels", "8", "--cells", cells, "--images", "tiny",
                    "--batch-size", "8", "--proxies", Proxies, "--output", file,
                ],
                timeout, environment);
            var run = await process.Exit();
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            return await File.ReadAllTextAsync(file, timeout);
        }
    }
}
