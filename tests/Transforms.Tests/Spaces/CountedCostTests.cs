using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.Tests.Spaces;

/// <summary>Spaces that count costs on genes count what their networks have.</summary>
public sealed class CountedCostTests
{
    private static IEnumerable<TestCaseData> Cases() =>
        from space in (SearchSpace[])
            [SearchSpaces.NasBench101, SearchSpaces.NasBench201, SearchSpaces.NasBench1Shot1, SearchSpaces.NasBench301]
        from size in (NetworkOptions[])
        [
            new(),
            new() { DropDeadEdges = true },
            new() { Normalisation = NetworkNormalisation.None },
            new() { Normalisation = NetworkNormalisation.NoneAsPublished },
            new() { Channels = 20, CellsPerStage = 2, ImageSize = 24, ImageChannels = 1, Classes = 7, AffineCells = false },
        ]
        select new TestCaseData(space, size);

    [TestCaseSource(nameof(Cases))]
    public void Cost_CountedOnGenes_IsThatOfTheNetwork(SearchSpace space, NetworkOptions size)
    {
        foreach (var architecture in space.Sample(12, 4))
        {
            var network = space.BuildNetwork(architecture, size);
            Assert.That(space.Cost(architecture, size), Is.EqualTo(NetworkCost.Of(network)), architecture.Text);
            if (space.CountLayers(architecture, size) is { } counted)
            {
                var complexity = NetworkComplexity.Of(network);
                Assert.That(
                    (counted.Layers, counted.Activations), Is.EqualTo((complexity.Layers, complexity.Activations)), architecture.Text);
            }
        }
    }

    // What has no network has no cost either, with the network's own words.
    [Test]
    public void Cost_ForImagesThatDoNotHalve_IsRefusedAsTheNetworkIs()
    {
        var architecture = SearchSpaces.NasBench201.Sample(1, 1)[0];
        NetworkOptions odd = new() { ImageSize = 30 };
        Assert.That(() => SearchSpaces.NasBench201.BuildNetwork(architecture, odd), Throws.ArgumentException);
        Assert.That(() => SearchSpaces.NasBench201.Cost(architecture, odd), Throws.ArgumentException);
    }
}
