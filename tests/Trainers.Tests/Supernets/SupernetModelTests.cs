using NasPipelines.Architectures;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.TestKit;
using NasPipelines.Training;

namespace NasPipelines.Trainers.Tests;

public sealed class SupernetModelTests
{
    [Test]
    public void ToModel_OfATrainedSupernet_ScoresThroughOnnxRuntimeAsThroughLibtorch()
    {
        using var folder = new TemporaryFolder();
        var images = Small.Images(64);
        var checkpoint = new SupernetTrainer(Small.Supernet, images, Small.Recipe(2)).Train();
        checkpoint.ToModel().Save(folder.File("supernet.onnx"));
        using var torch = new SupernetScorer(checkpoint, images, batchSize: 16, threads: 1);
        using var onnx = OneShotScorer.Create(
            "OneShot", folder.File("supernet.onnx"), new() { Images = images, BatchSize = 16, Threads = 1 }, OnnxProvider.Cpu);

        foreach (var architecture in SearchSpaces.NasBench201.Sample(8, 3))
        {
            var (expected, actual) = (torch.Score(architecture, default).Values, onnx.Score(architecture, default).Values);
            Assert.That(actual[0].Value, Is.EqualTo(expected[0].Value).Within(1e-9), architecture.Text);
            Assert.That(actual[1].Value, Is.EqualTo(expected[1].Value).Within(1e-4), architecture.Text);
        }
    }
}
