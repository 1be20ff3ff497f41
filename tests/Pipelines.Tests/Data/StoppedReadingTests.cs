using Microsoft.ML;
using NasPipelines.Benchmarks;
using NasPipelines.Scoring;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Data;

/// <summary>Reading of tables and of benchmarks' own files, stopped.</summary>
internal sealed class StoppedReadingTests
{
    private static readonly NasDataCatalog Data = new MLContext().Nas().Data;

    [Test]
    public void LoadBenchmark_Cancelled_Throws()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("t.csv"), "arch,truth\n333333,1\n");
        using var source = new CancellationTokenSource();
        source.Cancel();
        RunOptions run = new() { CancellationToken = source.Token };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Data.LoadBenchmark(folder.File("t.csv"), run: run), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(
                () => Data.LoadBenchmark(new MemoryStream("arch,truth\n333333,1\n"u8.ToArray()), "t.csv", run: run),
                Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public void ReadBenchmark_CancelledOnTheWay_StopsAtTheNextArchitecture()
    {
        using var source = new CancellationTokenSource();
        var format = new Endless(source);

        Assert.That(
            () => Data.ReadBenchmark("any", format, run: new() { CancellationToken = source.Token }),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(format.Given, Is.EqualTo(3));
    }

    private sealed class Endless(CancellationTokenSource source) : BenchmarkFile
    {
        public override string Name => "endless";

        public override string Description => "Rows without end.";

        public override string Space => "nasbench201";

        public override string Protocol => "None.";

        public override string Truth => "truth";

        public int Given { get; private set; }

        protected override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
        {
            while (true)
            {
                if (++Given == 3)
                {
                    source.Cancel();
                }

                rows.Add("333333");
            }
        }
    }
}
