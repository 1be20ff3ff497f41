using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Every proxy on a network small enough to measure often.</summary>
public sealed class MeasuredProxyTests
{
    private const string Connected = "|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|";
    private const string Disconnected = "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|";

    private static readonly ZeroShotProxy[] Usual =
        [.. new[] { "grad_norm", "snip", "jacob_cov", "synflow", "relu_logdet" }.Select(ZeroShotProxies.Get)];

    private static IEnumerable<string> Names() => ZeroShotProxies.All.Select(p => p.Name);

    [TestCaseSource(nameof(Names))]
    public void Measure_ConnectedArchitecture_IsFiniteAndDeterministic(string name)
    {
        var first = Tiny.Score([ZeroShotProxies.Get(name)], Connected)[0];
        var second = Tiny.Score([ZeroShotProxies.Get(name)], Connected)[0];

        Assert.That(first.Reason, Is.Null);
        Assert.That(BitConverter.DoubleToInt64Bits(second.Value), Is.EqualTo(BitConverter.DoubleToInt64Bits(first.Value)));
    }

    [TestCaseSource(nameof(Names))]
    public void Measure_AddedToASet_LeavesAllBitsUnchanged(string name)
    {
        var proxy = ZeroShotProxies.Get(name);
        var alone = Tiny.Score([proxy], Connected);
        var without = Tiny.Score(Usual, Connected);
        var with = Tiny.Score([.. Usual, proxy], Connected);

        Assert.That(with.Select(v => v.Value), Is.EqualTo(without.Concat(alone).Select(v => v.Value)));
    }

    [Test]
    public void Measure_DisconnectedArchitecture_HasAValueOrAReason([ValueSource(nameof(Names))] string name, [Values] ScoredNetwork form)
    {
        var value = Tiny.Score([ZeroShotProxies.Get(name)], Disconnected, form)[0];

        Assert.That(double.IsFinite(value.Value), Is.EqualTo(value.Reason is null));
        Assert.That(value.Reason, Is.Null.Or.Not.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void Measure_Twice_LeaksNoTensor(string name)
    {
        using var engine = Tiny.Engine([ZeroShotProxies.Get(name)], ScoredNetwork.Functional);
        var architecture = SearchSpaces.NasBench201.Parse(Connected);
        _ = engine.Measure(architecture);
        var before = LiveTensors.Count();

        _ = engine.Measure(architecture);

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }
}
