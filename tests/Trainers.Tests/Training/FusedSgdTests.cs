using NasPipelines.Networks.Parameters;
using NasPipelines.Trainers.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Trainers.Tests.Training;

public sealed class FusedSgdTests
{
    private static readonly ParameterReference[] Shapes =
    [
        new("a.weight", ParameterRole.ConvolutionWeight, [5, 3, 3, 3]),
        new("b.weight", ParameterRole.LinearWeight, [10, 7]),
        new("b.bias", ParameterRole.Bias, [10]),
    ];

    [TestCase(false, null)]
    [TestCase(true, null)]
    [TestCase(false, 0.5)]
    [TestCase(true, 0.5)]
    public void Step_ManyTimes_EqualsTorchOptimiser(bool nesterov, double? clip)
    {
        using var scope = NewDisposeScope();
        var source = ParameterSource.Seeded(3);
        using var parameters = new FlatParameters(Shapes, [], source);
        var options = new SgdOptions { LearningRate = 0.1, Nesterov = nesterov, WeightDecay = 0.01, ClipNorm = clip };
        var fused = new FusedSgd(parameters, options, moveUnused: true);
        var peers = Shapes.Select(s => new TorchSharp.Modules.Parameter(tensor(source.Values(s)).reshape([.. s.Shape]))).ToList();
        using var torch = optim.SGD(peers, 0.1, momentum: 0.9, weight_decay: 0.01, nesterov: nesterov);
        for (var step = 0; step < 5; step++)
        {
            for (var i = 0; i < Shapes.Length; i++)
            {
                var gradient = ParameterSource.Seeded(100 + step).Values(
                    new(Shapes[i].Name, ParameterRole.LinearWeight, [.. Shapes[i].Shape, 1]));
                var slot = parameters.Slot(Shapes[i]);
                gradient.CopyTo(parameters.Gradients(slot));
                slot.Uses = 1;
                peers[i].grad = tensor(gradient).reshape([.. Shapes[i].Shape]);
            }

            if (clip is { } norm)
            {
                nn.utils.clip_grad_norm_(peers, norm);
            }

            torch.step();
            fused.Step(0.1);
        }

        for (var i = 0; i < Shapes.Length; i++)
        {
            Assert.That(
                parameters.Values(parameters.Slot(Shapes[i])).ToArray(),
                Is.EqualTo(peers[i].detach().data<float>().ToArray()).Within(2e-6f));
        }
    }

    [Test]
    public void Step_UsedByTwoNetworks_TakesMeanAndClearsGradient()
    {
        using var parameters = new FlatParameters(Shapes, [], ParameterSource.Seeded());
        var slot = parameters.Slot(Shapes[2]);
        parameters.Gradients(slot).Fill(6);
        slot.Uses = 2;

        var norm = new FusedSgd(parameters, new() { Momentum = 0, WeightDecay = 0, ClipNorm = null }, moveUnused: true).Step(0.5);

        Assert.Multiple(() =>
        {
            Assert.That(parameters.Values(slot).ToArray(), Is.All.EqualTo(-1.5f));
            Assert.That(norm, Is.EqualTo(3 * Math.Sqrt(10)).Within(1e-6));
            Assert.That(parameters.Gradients(slot).ToArray(), Is.All.Zero);
        });
    }
}
