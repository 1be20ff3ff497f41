using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Passes;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Networks;

public sealed class NetworkCostTests
{
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;

    // The benchmark's own figures.
    [TestCase("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|", 1073466, 153272960)]
    [TestCase("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", 1531546, 220119680)]
    public void Of_PublishedArchitecture_IsThePublishedCost(string architecture, long parameters, long macs) =>
        Assert.That(NetworkCost.Of(Space.BuildNetwork(Space.Parse(architecture))), Is.EqualTo(new NetworkCost(parameters, macs)));

    [Test]
    public void Of_Index13714_IsThePublishedArchitecture() =>
        Assert.That(
            Space.Parse("13714").Text,
            Is.EqualTo("|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|"));

    // For 204 architectures the published column is the mean of training runs, some of which recorded another number of convolutions: a
    // multiple of half or a third of a convolution's parameters is off, which no count of the network can give. All others agree to the
    // digit.
    [Test]
    public void Of_WholeSpace_AgreesWithThePublishedColumn()
    {
        const double Conv3 = 0.24304;
        const double Conv1 = 0.028;
        var rows = GzipCsv.Read(TestData.Data("nb201/nb201_accuracy.csv.gz"));
        var published = rows.Numbers("params_M_c10");
        var averaged = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var difference = (NetworkCost.Of(Space.BuildNetwork(Space.Parse(rows[i]["ops"]))).Parameters / 1e6) - published[i];
            if (Math.Abs(difference) > 5e-7)
            {
                averaged++;
                var parts = from a in Enumerable.Range(0, 13) from b in Enumerable.Range(0, 13) select ((a * Conv3) + (b * Conv1)) / 6;
                Assert.That(parts.Min(p => Math.Abs(p - Math.Abs(difference))), Is.LessThan(1e-7), rows[i]["ops"]);
            }
        }

        Assert.That(averaged, Is.EqualTo(204));
    }

    [Test]
    public void Of_DeadEdgesDropped_AgreesWithGraphPassesWhereConnected()
    {
        var options = new NetworkOptions { AffineCells = false };
        foreach (var architecture in Space.Enumerate().Where((a, i) => i % 25 == 0 && SearchSpaces.NasBench201.IsConnected(a)))
        {
            var dropped = NetworkCost.Of(Space.BuildNetwork(architecture, new NetworkOptions(options) { DropDeadEdges = true }));
            var folded = GraphPasses.RemoveDeadNodes(
                GraphPasses.FoldZeros(Space.BuildNetwork(architecture, options), atInitialisation: true));
            Assert.That(NetworkCost.Of(folded), Is.EqualTo(dropped), architecture.Text);
        }
    }

    [Test]
    public void Validate_SeveralFaults_AreReportedAtOnce() =>
        Assert.That(
            () => Space.BuildNetwork(Space.Parse("0"), new NetworkOptions { Classes = 1, ImageSize = 2 }),
            Throws.ArgumentException.With.Message.Contains("Classes must be in [2, 1000000] (was 1).").And.Message.Contains(
                "ImageSize must be in [4, 1024] (was 2)."));
}
