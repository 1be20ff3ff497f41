using System.Text.Json;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Networks;

public sealed class NasBench301CostTests
{
    private static readonly SearchSpace Space = SearchSpaces.NasBench301;

    // The column is for DARTS' large network (36 channels, 20 cells) on images of 16×16: exact for every row.
    [Test]
    public void Cost_OfTenThousandArchitectures_AreThePublishedMacs()
    {
        var rows = GzipCsv.Read(TestData.Data("nb301/nb301_xgb09_10k.csv.gz"));
        var options = new NetworkOptions { Channels = 36, CellsPerStage = 6, ImageSize = 16 };

        var macs = rows.Select(row => Space.Cost(Space.Parse($"{row["normal"]} | {row["reduce"]}"), options).Macs);

        Assert.That(macs, Is.EqualTo(rows.Select(row => long.Parse(row["macs"]))));
    }

    [TestCase(32, 2, 32, true)]
    [TestCase(36, 6, 16, false)]
    [TestCase(5, 1, 9, true)]
    public void Cost_OfAnyArchitecture_IsThatOfItsNetwork(int channels, int cells, int imageSize, bool affine)
    {
        var options = new NetworkOptions { Channels = channels, CellsPerStage = cells, ImageSize = imageSize, AffineCells = affine };
        foreach (var architecture in Space.Sample(40, 6))
        {
            Assert.That(
                Space.Cost(architecture, options), Is.EqualTo(NetworkCost.Of(Space.BuildNetwork(architecture, options))),
                architecture.Text);
        }
    }

    // 50 channels, 20 cells: the count in the file includes the auxiliary head, which the product leaves out: convolutions 16·50 to 128
    // (1×1) and 128 to 768 (2×2), two normalisations, a classifier.
    [Test]
    public void Of_GenuineResult_IsItsParameterCountWithoutTheAuxiliaryHead()
    {
        using var result = JsonDocument.Parse(File.ReadAllText(TestData.Fixture("nb301/original/results_0.json")));
        var architecture = Space.Parse(result.RootElement.GetProperty("optimized_hyperparamater_config").GetRawText());
        var published = result.RootElement.GetProperty("info")[0].GetProperty("model_parameters").GetInt64();
        const long Auxiliary = (800 * 128) + (2 * 128) + (128 * 768 * 4) + (2 * 768) + (768 * 10) + 10;

        var cost = NetworkCost.Of(Space.BuildNetwork(architecture, new NetworkOptions { Channels = 50, CellsPerStage = 6 }));

        Assert.That(cost.Parameters + Auxiliary, Is.EqualTo(published));
    }
}
