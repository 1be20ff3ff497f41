using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using NasPipelines.ZeroShot.Proxies;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class NtkTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    [Test]
    public void Compute_WorkedExample_IsItsValue() =>
        Assert.That(
            new Ntk().Compute(Observed.Nothing.With(o => { o.Samples = 2; o.TangentKernel = new double[] { 2, 3, 3, 5 }; })).Value,
            Is.EqualTo(46.9787).Within(1e-4));

    [Test]
    public void Compute_DependentGradients_IsMissingWithReason()
    {
        var value = new Ntk().Compute(Observed.Nothing.With(o => { o.Samples = 2; o.TangentKernel = new double[] { 1, 2, 2, 4 }; }));

        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Does.Contain("singular"));
    }

    [Test]
    public void Compute_DiagonalKernel_IsTheRatioOfItsExtremes()
    {
        double[] kernel = [3, 0, 0, 0, 12, 0, 0, 0, 0.5];

        Assert.That(
            new Ntk().Compute(Observed.Nothing.With(o => { o.Samples = 3; o.TangentKernel = kernel; })).Value,
            Is.EqualTo(24).Within(1e-10));
    }

    /// <summary>Weights moved along the gradient of one sample change the logits of the others at the rate that the kernel says.</summary>
    [Test]
    public void Measure_TinyNetwork_IsTheKernelOfDifferenceQuotients()
    {
        const double Step = 1e-6;
        var space = SearchSpaces.NasBench201;
        var graph = space.BuildNetwork(space.Parse(Text), new(Tiny.Network) { DropDeadEdges = true, AffineCells = false });
        var kernel = Tiny.Measure(new Ntk(), Text, wide: true).TangentKernel.ToArray();
        using var scope = torch.NewDisposeScope();
        using var context = new TorchContext(ParameterSource.Seeded(20), torch.ScalarType.Float64);
        torch.Tensor[] weights =
            [.. graph.Parameters.Where(p => p.Role is ParameterRole.ConvolutionWeight or ParameterRole.LinearWeight)
                .Select(context.Parameter)];

        for (var sample = 0; sample < Tiny.Samples; sample++)
        {
            var direction = Gradients.Of(SummedLogits(graph, context)[sample], weights);
            using var noGradients = torch.no_grad();
            Move(Step);
            var up = SummedLogits(graph, context);
            Move(-2 * Step);
            var rate = (up - SummedLogits(graph, context)) / (2 * Step);
            Move(Step);

            var column = Enumerable.Range(0, Tiny.Samples).Select(i => kernel[(i * Tiny.Samples) + sample]).ToArray();
            Assert.That(Gradients.Numbers(rate), Is.EqualTo(column).Within(1e-5 * column[sample]));

            void Move(double step)
            {
                foreach (var (weight, gradient) in weights.Zip(direction))
                {
                    weight.add_(gradient! * step);
                }
            }
        }
    }

    private static torch.Tensor SummedLogits(NetworkGraph graph, TorchContext context)
    {
        var input = torch.tensor(Tiny.Batch.Pixels, [Tiny.Samples, 3, 8, 8]).to(torch.ScalarType.Float64);
        return TorchNetwork.Run(graph, input, context).Logits.sum(1);
    }
}
