using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetsTests
{
    // The published number of architectures with a convolution that reaches the output.
    [Test]
    public void CanTrain_WholeNasBench201_Is13642() =>
        Assert.That(SearchSpaces.NasBench201.Enumerate().Count(Supernets.Of(SearchSpaces.NasBench201).CanTrain), Is.EqualTo(13642));

    [TestCaseSource(typeof(Small), nameof(Small.Supernets))]
    public void Cover_OfEverySupernet_HasEveryParameter(Supernet supernet)
    {
        var covered = supernet.Cover().SelectMany(a => supernet.Space.BuildSubnet(a).Parameters.Select(p => p.Name)).ToHashSet();

        Assert.That(covered, Is.SupersetOf(supernet.Space.BuildSupernet().Parameters.Select(p => p.Name)));
    }

    [Test]
    public void Of_AnotherSpaceOfAListedName_IsRefused() =>
        Assert.That(
            () => Supernets.Of(new Impostor()), Throws.ArgumentException.With.Message.Contains("There is no supernet of 'nasbench201'"));

    private sealed class Impostor : ProductSpace
    {
        public override string Name => "nasbench201";

        public override IReadOnlyList<GeneChoice> Choices { get; } = [new("a", ["x", "y"])];

        public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) =>
            throw new NotSupportedException();
    }
}
