using NasPipelines.Networks.Native;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Torch;
using NasPipelines.Spaces;
using NasPipelines.ZeroShot;
using static TorchSharp.torch;

namespace NasPipelines.Tests.ZeroShot;

public sealed class ReluCorrelationPassTests
{
    private const string Text = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";

    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    // Large networks take a backward pass for each part of their gradients: a score must not tell.
    [TestCase(1, TestName = "Run_APassForEachRelu_GivesTheSameBits")]
    [TestCase(20_000, TestName = "Run_APassForSomeRelus_GivesTheSameBits")]
    public void Run_InParts_GivesTheSameBits(long held)
    {
        var network = SearchSpaces.NasBench201.BuildNetwork(SearchSpaces.NasBench201.Parse(Text), new(Tiny.Network));
        using var context = new TorchContext(ParameterSource.Seeded(3), ScalarType.Float32);

        var whole = ReluCorrelationPass.Run(network, Tiny.Batch, context, lastInPlace: false);

        Assert.That(whole, Has.Some.Not.Zero);
        Assert.That(ReluCorrelationPass.Run(network, Tiny.Batch, context, lastInPlace: false, held), Is.EqualTo(whole));
    }
}
