using NasPipelines.TestKit;
using NasPipelines.Trainers.Standalone;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Trainers.Tests;

/// <summary>What is written or compared does not depend on the culture of the process.</summary>
internal sealed class CultureTests
{
    [Test]
    public void Metrics_InEachCulture_AreTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        var epoch = new SupernetEpoch(
            1, 2.25, 0.125, 0.05, -1.5, 12.3456, 1234.56, new Dictionary<string, double> { ["tau"] = -0.5, ["other"] = double.NaN });
        var written = Cultures.InEach(() =>
        {
            var file = new SupernetMetricsFile(folder.File("metrics.csv"), ["tau", "other"]);
            file.Start([epoch]);
            file.Append(epoch);
            return File.ReadAllText(folder.File("metrics.csv"));
        });
        Assert.That(
            written.Distinct().Single().Split('\n')[1..],
            Is.EqualTo(new[] { "1,2.25,0.125,0.05,-1.5,12.346,1234.6,-0.5,NaN", "1,2.25,0.125,0.05,-1.5,12.346,1234.6,-0.5,NaN", "" }));
    }

    [Test]
    public void Recipes_InEachCulture_AreTheSameText()
    {
        var supernet = new SupernetOptions(Small.Recipe(2)) { Dropout = 0.25 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Cultures.InEach(supernet.Describe).Distinct().Count(), Is.EqualTo(1));
            Assert.That(
                Cultures.InEach(() => new StandaloneTrainer(Small.Images(32), Small.Images(16), Small.Alone).Identity).Distinct().Count(),
                Is.EqualTo(1));
        }
    }

    [Test]
    public void Checkpoint_TrainedInEachCulture_HasOneIdentity()
    {
        var checkpoints = Cultures.InEach(() =>
            new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(1)).Train([Small.Parse("3n1nn3"), Small.Parse("nnn3nn")]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(checkpoints.Select(c => c.Identity).Distinct().Count(), Is.EqualTo(1));
            Assert.That(checkpoints.Select(c => c.Recipe).Distinct().Count(), Is.EqualTo(1));
        }
    }
}
