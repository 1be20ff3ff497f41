using NasPipelines.Networks;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Networks;

/// <summary>Options take what they honour: the size of a network, not its form; the statistics that they offer, no others.</summary>
public sealed class NetworkSizeTests
{
    [Test]
    public void OptionsOfScoring_HaveNoFormThatWouldBeIgnored()
    {
        var members = typeof(ZeroShotOptions).GetProperty(nameof(ZeroShotOptions.Network))!.PropertyType
            .GetProperties().Select(p => p.Name);

        Assert.That(members, Is.EquivalentTo(new[] { "Channels", "CellsPerStage", "Classes", "ImageSize", "ImageChannels" }));
    }

    [Test]
    public void NetworkOptions_OfASize_HaveItInTheBenchmarksForm()
    {
        var size = new NetworkSize { Channels = 5, CellsPerStage = 2, Classes = 7, ImageSize = 12, ImageChannels = 1 };

        var options = new NetworkOptions(size);

        Assert.That(
            options, Is.EqualTo(new NetworkOptions { Channels = 5, CellsPerStage = 2, Classes = 7, ImageSize = 12, ImageChannels = 1 }));
        Assert.That(new NetworkOptions(new NetworkSize()), Is.EqualTo(new NetworkOptions()));
    }

    [Test]
    public void Validate_ManyFaults_NamesThemAll() => Assert.That(
        new NetworkSize { Channels = 0, CellsPerStage = 65, Classes = 1, ImageSize = 3, ImageChannels = 0 }.Validate,
        Throws.ArgumentException.With.Message.EqualTo(
            "Channels must be in [1, 4096] (was 0). CellsPerStage must be in [1, 64] (was 65). Classes must be in [2, 1000000] (was 1). "
            + "ImageSize must be in [4, 1024] (was 3). ImageChannels must be in [1, 1024] (was 0)."));

    [TestCase(BatchNormStatistics.Running)]
    [TestCase(BatchNormStatistics.Recalibrated)]
    public void ZeroShot_StatisticsOfTraining_AreRefused(BatchNormStatistics statistics) => Assert.That(
        (TinyNetworks.Options(SearchSpaces.NasBench201).With((nameof(ZeroShotOptions.Statistics), statistics))).Validate,
        Throws.ArgumentException.With.Message.Contains("Statistics must be Batch or Initial").And.Message.Contains($"(was {statistics})"));

    [Test]
    public void OneShot_InitialStatistics_AreRefused() => Assert.That(
        (TinyNetworks.OneShot.With((nameof(OneShotOptions.Statistics), BatchNormStatistics.Initial))).Validate,
        Throws.ArgumentException.With.Message.Contains("Statistics must be Batch, Running or Recalibrated (was Initial)"));
}
