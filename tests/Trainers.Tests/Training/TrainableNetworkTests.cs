using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.Trainers.Tests.Training;

public sealed class TrainableNetworkTests
{
    // Against the engine of the zero-shot estimators, which runs the graph as it is written, nothing in place.
    [TestCase("333333")]
    [TestCase("ssssss")]
    [TestCase("pppppp")]
    [TestCase("sp31s3")]
    [TestCase("3nsn1p")]
    [TestCase("nnnnnn")]
    public void Run_Logits_AndGradients_EqualPlainExecution(string letters)
    {
        using var scope = NewDisposeScope();
        var images =
            tensor(ParameterSource.Seeded(5).Values(new("images", ParameterRole.LinearWeight, [6, 3, 8, 8]))).reshape(6, 3, 8, 8) * 10;
        var labels = tensor(new long[] { 0, 1, 2, 3, 0, 1 });
        var network = SearchSpaces.NasBench201.BuildNetwork(Small.Parse(letters), Small.Network);
        var source = ParameterSource.Seeded(1);
        var graph = new TrainableNetwork(network);
        using var parameters = new FlatParameters(graph.Parameters, graph.Statistics, source);
        using var context = new TorchContext(source, ScalarType.Float32);

        var logits = graph.Run(images, parameters, BatchNormStatistics.Batch, updateRunning: true);
        F.cross_entropy(logits, labels).backward();
        var plain = TorchNetwork.Run(network, images, context).Logits;
        var weights = graph.Parameters.Where(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight).ToList();
        var gradients = plain.requires_grad
            ? autograd.grad([F.cross_entropy(plain, labels)], weights.ConvertAll(context.Parameter), null, false, false, true)
            : [];

        Assert.That(logits.detach().data<float>().ToArray(), Is.EqualTo(plain.detach().data<float>().ToArray()).Within(1e-4f));
        for (var i = 0; i < gradients.Count; i++)
        {
            var expected = gradients[i] is null ? new float[weights[i].Size] : gradients[i].reshape(-1).data<float>().ToArray();
            Assert.That(parameters.Gradients(parameters.Slot(weights[i])).ToArray(), Is.EqualTo(expected).Within(2e-4f), weights[i].Name);
        }
    }

    [TestCase(BatchNormStatistics.Recalibrated, false)]
    [TestCase(BatchNormStatistics.Running, true)]
    [TestCase(BatchNormStatistics.Initial, true)]
    public void Run_StatisticsItDoesNotOffer_Throws(BatchNormStatistics statistics, bool updateRunning)
    {
        using var scope = NewDisposeScope();
        var graph = new TrainableNetwork(SearchSpaces.NasBench201.BuildNetwork(Small.Parse("3s1p3s"), Small.Network));
        using var parameters = new FlatParameters(graph.Parameters, graph.Statistics, ParameterSource.Seeded());

        Assert.That(() => graph.Run(zeros(4, 3, 8, 8), parameters, statistics, updateRunning), Throws.ArgumentException);
    }

    [Test]
    public void Run_ManySteps_LeavesNoTensors()
    {
        using var outer = NewDisposeScope();
        var graph = new TrainableNetwork(SearchSpaces.NasBench201.BuildNetwork(Small.Parse("3s1p3s"), Small.Network));
        using var parameters = new FlatParameters(graph.Parameters, graph.Statistics, ParameterSource.Seeded());
        var images = zeros(4, 3, 8, 8);
        Step();
        var live = Live();

        Step();
        Step();

        Assert.That(Live(), Is.EqualTo(live));

        void Step()
        {
            using var scope = NewDisposeScope();
            graph.Run(images, parameters, BatchNormStatistics.Batch, updateRunning: true).sum().backward();
        }

        static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
    }

    [TestCase(16)]
    [TestCase(8)]
    [TestCase(5)]
    public void Average_AnySize_EqualsTorchPooling(int size)
    {
        using var scope = NewDisposeScope();
        var x = tensor(
            ParameterSource.Seeded(2).Values(new("x", ParameterRole.LinearWeight, [2, 3, size, size]))).reshape(2, 3, size, size);
        var pool = (AvgPool)Pool(size);

        using var parameters = new FlatParameters([], [], ParameterSource.Seeded());
        var averages = AveragePooling.Apply(x, pool, new(parameters, BatchNormStatistics.Batch));

        var expected = F.avg_pool2d(x, [3, 3], [1, 1], [1, 1], count_include_pad: false);
        Assert.That(averages.contiguous().data<float>().ToArray(), Is.EqualTo(expected.data<float>().ToArray()).Within(1e-6f));
    }

    private static NetworkNode Pool(int size)
    {
        var builder = new NetworkGraphBuilder(new FeatureShape(3, size, size));
        return builder.Build(builder.AvgPool(0, "pool", 3, 1, 1)).Nodes[1];
    }
}
