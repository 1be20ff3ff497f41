using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks.Onnx;

public sealed class NetworkFileTests
{
    private static readonly NetworkOptions Small = new() { Channels = 8, CellsPerStage = 1, ImageSize = 16 };

    [TestCaseSource(typeof(OnnxNetworkTests), nameof(OnnxNetworkTests.Spaces))]
    public void SaveUntrained_EverySpace_AgreesWithTorchForAnyBatch(SearchSpace space)
    {
        using var folder = new TemporaryFolder();
        foreach (var architecture in space.Sample(2, 5))
        {
            ArchitectureExport.SaveUntrained(architecture, folder.File("a.onnx"), seed: 3, Small);
            using var session = new OnnxSession(ModelProto.Parser.ParseFrom(File.ReadAllBytes(folder.File("a.onnx"))), 1);
            var graph = space.BuildNetwork(architecture, Small);
            foreach (var samples in new[] { 1, 4 })
            {
                var images = Parity.Images(samples, graph.Nodes[0].Shape);
                Assert.That(
                    Parity.MaxDifference(session.Logits(images, graph.Nodes[0].Shape), Torch(graph, images)), Is.LessThan(1e-4),
                    architecture.Text);
            }
        }
    }

    [Test]
    public void SaveUntrained_Seeds_GiveTheSameFileOrAnother()
    {
        using var folder = new TemporaryFolder();
        var architecture = SearchSpaces.NasBench201.Parse("333333");
        byte[][] files = [Write(1), Write(1), Write(2)];
        var metadata = ModelProto.Parser.ParseFrom(files[0]).MetadataProps.ToDictionary(m => m.Key, m => m.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(files[1], Is.EqualTo(files[0]));
            Assert.That(files[2], Is.Not.EqualTo(files[0]));
            Assert.That(metadata["architecture"], Is.EqualTo(architecture.Text));
            Assert.That(metadata["search_space"], Is.EqualTo("nasbench201"));
            Assert.That(metadata["seed"], Is.EqualTo("1"));
        }

        byte[] Write(long seed)
        {
            ArchitectureExport.SaveUntrained(architecture, folder.File("a.onnx"), seed, Small);
            return File.ReadAllBytes(folder.File("a.onnx"));
        }
    }

    private static float[] Torch(NasPipelines.Networks.Graph.NetworkGraph graph, float[] images)
    {
        using var context = new TorchContext(
            ParameterSource.Seeded(3, InitialisationScheme.PyTorch), ScalarType.Float32, statistics: BatchNormStatistics.Initial);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var shape = graph.Nodes[0].Shape;
        var input = tensor(images, [images.Length / shape.Size, shape.Channels, shape.Height, shape.Width]);
        return TorchNetwork.Run(graph, input, context).Logits.contiguous().data<float>().ToArray();
    }
}
