using System.Security.Cryptography;
using NasPipelines.Benchmarks;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class ConvertVerbTests
{
    private const string Pth = "nb201/NAS-Bench-201-v1_1.sample.pth";

    [Test]
    public async Task Convert_NasBench201_WritesATableThatLoadsWithTheSameValues()
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("nb201.parquet");
        var run = await Nas.Run("convert", TestData.Fixture(Pth), "--benchmark", "nasbench201", "--output", output, "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var table = BenchmarkTables.Load(output).View;
        string[] columns = [.. table.Schema.Skip(1).Select(c => c.Name)];
        var data = BenchmarkFiles.Get("nasbench201").Read(TestData.Fixture(Pth));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Json.GetProperty("rows").GetInt32(), Is.EqualTo(40).And.EqualTo(table.GetRowCount()));
            Assert.That(run.Json.GetProperty("seconds").GetDouble(), Is.Positive);
            Assert.That(
                run.Json.GetProperty("sha256").GetString(),
                Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(output)))));
            Assert.That(run.Json.GetProperty("warnings").GetArrayLength(), Is.EqualTo(data.Warnings.Count));
            Assert.That(columns, Is.EqualTo(data.View.Schema.Skip(1).Select(c => c.Name)));
            foreach (var column in columns)
            {
                Assert.That(ViewNumbers.Of(table, column), Is.EqualTo(ViewNumbers.Of(data.View, column)), column);
            }

            Assert.That(ViewNumbers.Of(table, "cifar10_ori-test_200")[11], Is.EqualTo(91.5833).Within(5.1e-5));
            Assert.That(
                File.ReadAllText(output + ".provenance.json"),
                Does.Contain("\"protocol\"").And.Contain("\"sources\"").And.Contain("mean over the seeds"));
        }
    }

    [Test]
    public async Task Convert_Twice_WritesTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a.parquet", "b.parquet" })
        {
            var run = await Nas.Run(
                "convert", TestData.Fixture("nb101/nasbench_only108.sample.tfrecord"), "--benchmark", "nasbench101", "--output",
                folder.File(name));
            Assert.That(run.ExitCode, Is.Zero, run.Error);
        }

        Assert.That(File.ReadAllBytes(folder.File("a.parquet")), Is.EqualTo(File.ReadAllBytes(folder.File("b.parquet"))));
    }

    [Test]
    public async Task Convert_Check_ListsFindingsWritesNothingAndFails()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "convert", TestData.Fixture("broken/nb101/hash_mismatch.tfrecord"), "--benchmark", "nasbench101", "--output",
            folder.File("a.parquet"), "--check", "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.Json.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()), Has.One.Contains("is stored under the hash"));
            Assert.That(File.Exists(folder.File("a.parquet")), Is.False);
        }
    }

    [Test]
    public async Task Convert_EpochsAndSeeds_AreInTheColumnsNames()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "convert", TestData.Fixture("nb101/nasbench_full.sample.tfrecord"), "--benchmark", "nasbench101", "--epochs", "4,12", "--split",
            "valid",
            "--seeds", "one", "--run", "2", "--output", folder.File("a.parquet"), "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(
            run.Json.GetProperty("columns").EnumerateArray().Select(c => c.GetString()),
            Is.EquivalentTo(new[] { "params", "valid_4_repeat2", "time_4_repeat2", "valid_12_repeat2", "time_12_repeat2" }));
    }

    [TestCase("nasbench999", "nasbench201", 2)]
    [TestCase("nasbench201", "svhn", 2)]
    public async Task Convert_UnknownName_IsWrongUseThatListsThem(string benchmark, string said, int code) => Assert.That(
        await Nas.Refuse(
            code, "convert", TestData.Fixture(Pth), "--benchmark", benchmark, "--dataset", "svhn", "--output",
            Path.Combine(Path.GetTempPath(), "never.parquet")),
        Does.Contain(said));

    [Test]
    public async Task Convert_NoOutput_IsWrongUse() =>
        Assert.That(await Nas.Refuse(2, "convert", TestData.Fixture(Pth), "--benchmark", "nasbench201"), Does.Contain("--output"));

    [Test]
    public async Task Convert_DamagedFile_FailsInOneLine()
    {
        using var folder = new TemporaryFolder();
        var said = await Nas.Refuse(
            1, "convert", TestData.Fixture("broken/nb201/reduce_os_getcwd.pth"), "--benchmark", "nasbench201", "--output",
            folder.File("a.parquet"));
        Assert.That(said, Does.Contain("os.getcwd").And.Contain("reduce_os_getcwd.pth"));
    }

    // What was left out is not introduced as the truth.
    [Test]
    public async Task Convert_OtherEpochs_DoesNotIntroduceATruthThatIsNotThere()
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("a.tsv");
        var run = await Nas.Run("convert", TestData.Fixture(Pth), "--benchmark", "nasbench201", "--epochs", "12", "--output", output);
        var json = await Nas.Run(
            "convert", TestData.Fixture(Pth), "--benchmark", "nasbench201", "--epochs", "12", "--output", output, "--json");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Not.Contain("Truth is").And.Contain("cifar10_ori-test_200, is not among what was read"));
            Assert.That(File.ReadAllText(output + ".provenance.json"), Does.Not.Contain("Truth is"));
            Assert.That(json.Json.GetRawText(), Does.Not.Contain("Truth is"));
        }
    }
}
