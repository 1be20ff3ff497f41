using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Paths;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetModelTests
{
    [TestCaseSource(typeof(Small), nameof(Small.Supernets))]
    public void Parameters_OfEverySupernet_AreThoseOfTheWholeSpace(Supernet supernet)
    {
        var parameters = supernet.Parameters(Small.Network);
        var statistics = supernet.Space.BuildSupernet(Small.Network).Statistics.Distinct();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parameters, Is.EquivalentTo(supernet.Space.BuildSupernet(Small.Network).Parameters));
            Assert.That(supernet.Statistics(Small.Network), Is.EquivalentTo(statistics));
        }
    }

    [TestCaseSource(typeof(Small), nameof(Small.Supernets))]
    public void ToModel_OfATrainedSupernet_ScoresThroughOnnxRuntimeAsThroughLibtorch(Supernet supernet)
    {
        using var folder = new TemporaryFolder();
        var images = Small.Images(64);
        var checkpoint =
            new SupernetTrainer(supernet, images, new SupernetOptions(Small.Recipe(2)) { Sampler = PathSamplers.Get("uniform") }).Train();
        checkpoint.ToModel(supernet.Space).Save(folder.File("supernet.onnx"));
        using var torch = new TorchSupernet(checkpoint, supernet);
        foreach (var execution in Enum.GetValues<SubnetExecution>())
        {
            var options = new OneShotOptions { Images = images, BatchSize = 16, Threads = 1, Execution = execution };
            using var onnx = OneShotScorer.Create(
                "OneShot", SupernetModel.Load(folder.File("supernet.onnx"), [supernet.Space]), folder.File("supernet.onnx"), options,
                OnnxProvider.Cpu);
            foreach (var architecture in supernet.Space.Sample(6, 3))
            {
                var (expected, actual) = (torch.View.Evaluate(architecture, images, 16), onnx.Score(architecture, default).Values);
                Assert.That(actual[0].Value, Is.EqualTo(expected.Accuracy).Within(1e-9), architecture.Text);
                Assert.That(actual[1].Value, Is.EqualTo(expected.Loss).Within(1e-4), architecture.Text);
            }
        }
    }
}
