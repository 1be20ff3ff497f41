using System.Text.Json;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Networks;

public sealed class NdsCostTests
{
    [TestCase("ResNet", 40)]
    [TestCase("ResNet_rng1", 40)]
    [TestCase("ResNet_rng2", 40)]
    [TestCase("ResNet_rng3", 40)]
    [TestCase("ResNeXt-A", 40)]
    public void Of_EveryJob_IsTheRecordedCost(string file, int jobs)
    {
        var space = file == "ResNeXt-A" ? SearchSpaces.NdsResNeXtA : SearchSpaces.NdsResNet;
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Fixture($"nds/{file}.sample.json")));

        Assert.That(document.RootElement.GetArrayLength(), Is.EqualTo(jobs));
        foreach (var job in document.RootElement.EnumerateArray())
        {
            var expected = new NetworkCost(job.GetProperty("params").GetInt64(), job.GetProperty("flops").GetInt64());
            Assert.That(
                NetworkCost.Of(space.BuildNetwork(space.Parse(job.GetRawText()))), Is.EqualTo(expected),
                job.GetProperty("net").GetRawText());
        }
    }
}
