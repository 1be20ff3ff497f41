using NasPipelines.Benchmarks;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

internal sealed class TimmFilesTests
{
    private const string Results = "model,img_size,top1,top1_err,top5,top5_err,param_count,crop_pct,interpolation\n";

    private const string Costs =
        "model,infer_img_size,infer_samples_per_sec,infer_step_time,infer_batch_size,param_count,infer_gmacs,infer_macts\n";

    [Test]
    public void Read_PublishedTables_JoinsCostsOfTheImageSize()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "timm_results_imagenet.csv", "timm_benchmark_cpu_fp32.csv" })
        {
            File.Copy(TestData.Data($"real_networks/{file}"), folder.File(file));
        }

        var data = BenchmarkFiles.Get("timm").ReadData(folder.File("."), new() { Check = true });
        var row = data.Architectures.ToList().IndexOf("resnet50.a1_in1k@288");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Count, Is.EqualTo(1556));
            Assert.That(data.Values("published_macs").ToArray().Count(double.IsFinite), Is.EqualTo(1451));
            Assert.That(data.Values("published_params")[row], Is.EqualTo(25.56e6).Within(1));
            Assert.That(data.Warnings, Has.Some.Contains("published_macs").And.None.Contains("the same"));
        }
    }

    [Test]
    public void Read_ResultsAndCosts_GivesUnitsAndLeavesOtherSizesMissing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("my-results.csv"),
            Results + "a.w1,224,80.5,19.5,95,5,12.5,0.9,bicubic\n\na.w2,288,81,19,96,4,12.5,1,bicubic\n");
        File.WriteAllText(folder.File("my-benchmark.csv"), Costs + "a,224,10,100,1,12.5,1.8,11.1\n");
        var data = BenchmarkFiles.Get("timm").ReadData(folder.File("."));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Architectures, Is.EqualTo(new[] { "a.w1@224", "a.w2@288" }));
            Assert.That(data.Values("top1").ToArray(), Is.EqualTo(new[] { 80.5, 81 }));
            Assert.That(data.Values("published_macs").ToArray(), Is.EqualTo(new[] { 1.8e9, double.NaN }));
            Assert.That(data.Values("published_activations")[0], Is.EqualTo(11.1e6).Within(1e-6));
            Assert.That(data.Values("published_seconds")[0], Is.EqualTo(0.1).Within(1e-12));
        }
    }

    [TestCase("model,img_size,top1\na,1,2\n", "param_count")]
    [TestCase(Results + "\na,224,eighty,1,2,3,4,5,bicubic\n", "line 3: top1 is 'eighty'")]
    [TestCase(Results + "a,224\n", "line 2: 2 fields, the header has 9")]
    [TestCase(Results + " ,224,80,1,2,3,4,5,bicubic\n", "is no name")]
    public void Read_DamagedResults_NamesThePlace(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("results.csv"), content);
        Assert.That(
            () => BenchmarkFiles.Get("timm").ReadData(folder.File("results.csv")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(expected));
    }

    [Test]
    public void Get_SpaceOfNames_IsFoundAndHasNoNetworks()
    {
        var space = SearchSpaces.Get("network-names");
        Assert.That(
            () => space.Cost(space.Parse("resnet50.a1_in1k@288")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("LoadNetworks"));
    }
}
