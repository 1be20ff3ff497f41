using NasPipelines.Benchmarks;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

internal sealed class NdsFilesTests
{
    [TestCase("nds-resnet", "ResNet.sample.json", 0,
        "('depths.0', 2), ('depths.1', 6), ('depths.2', 16), ('widths.0', 40), ('widths.1', 128), ('widths.2', 48)", 2434922, 524648928,
        93.54)]
    [TestCase("nds-resnet", "ResNet.sample.json", 39,
        "('depths.0', 6), ('depths.1', 12), ('depths.2', 2), ('widths.0', 48), ('widths.1', 16), ('widths.2', 24)", 318842, 258650352,
        92.29)]
    [TestCase(
        "nds-resnext-a",
        "ResNeXt-A.sample.json",
        0,
        "('depths.0', 16), ('depths.1', 1), ('depths.2', 16), ('widths.0', 64), ('widths.1', 32), ('widths.2', 32), ('bot_muls.0', 1.0), "
            + "('bot_muls.1', 0.25), ('bot_muls.2', 1.0), ('num_groups.0', 1), ('num_groups.1', 1), ('num_groups.2', 1)",
        913850,
        749601088,
        93.63)]
    public void Read_Job_HasTheListedValues(
        string benchmark, string file, int row, string genes, int parameters, long operations, double accuracy)
    {
        var data = BenchmarkFiles.Get(benchmark).ReadData(TestData.Fixture($"nds/{file}"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Count, Is.EqualTo(40));
            Assert.That(data.Architectures[row], Is.EqualTo($"OrderedDict([{genes}])"));
            Assert.That(data.Values("params")[row], Is.EqualTo(parameters));
            Assert.That(data.Values("flops")[row], Is.EqualTo(operations));
            Assert.That(data.Values("test_best")[row], Is.EqualTo(accuracy));
            Assert.That(data.Warnings, Is.Empty);
        }
    }

    [TestCase(0, 10925338, 94.73, new[] { 94.71, 94.64, 94.84 })]
    [TestCase(1, 850938, 92.713333, new[] { 92.79, 92.64, 92.71 })]
    [TestCase(2, 1804634, 94.11, new[] { 94.07, 94.19, 94.07 })]
    public void Read_FolderOfThreeSeeds_MergesThemByNet(int row, int parameters, double mean, double[] each)
    {
        var reader = BenchmarkFiles.Get("nds-resnet");
        var (merged, apart) = (
            reader.ReadData(TestData.Fixture("nds")), reader.ReadData(TestData.Fixture("nds"), new() { Seeds = SeedPolicy.Each }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(merged.Count, Is.EqualTo(40));
            Assert.That(merged.Values("params")[row], Is.EqualTo(parameters));
            Assert.That(merged.Values("test_best")[row], Is.EqualTo(mean).Within(5e-7));
            Assert.That(merged.Values("test_best_seeds").ToArray(), Is.All.EqualTo(3));
            Assert.That(new[] { 1, 2, 3 }.Select(seed => apart.Values($"test_best_seed{seed}")[row]), Is.EqualTo(each));
        }
    }

    [Test]
    public void Read_Epochs_AreNoChoice() =>
        Assert.That(
            () => BenchmarkFiles.Get("nds-resnet").ReadData("any", new() { Epochs = [100] }),
            Throws.ArgumentException.With.Message.Contains("Epochs"));

    // Nets of other design spaces have the same fields; ResNeXt-B has other numbers of groups, vanilla networks other blocks.
    [TestCase("nds-resnet", "ResNet.sample.json", "res_basic_block", "vanilla_block", "net.block_type is 'vanilla_block'")]
    [TestCase("nds-resnet", "ResNet.sample.json", "res_basic_block", "res_bottleneck_block", "have res_basic_block")]
    [TestCase("nds-resnext-a", "ResNeXt-A.sample.json", "res_bottleneck_block", "res_basic_block", "have res_bottleneck_block")]
    [TestCase("nds-resnext-a", "ResNeXt-A.sample.json", "\"num_gs\": [1, 1, 1, 1]", "\"num_gs\": [1, 3, 1, 1]", "3 is not one of 1, 2, 4")]
    [TestCase("nds-resnext-a", "ResNeXt-A.sample.json", "\"bot_muls\": [1.0, 1.0", "\"bot_muls\": [1.0, 0.3", "0.3 is not one of 0.25")]
    [TestCase("nds-resnet", "ResNet.sample.json", "\"ws\": [16, 40", "\"ws\": [16, 41", "41 is not one of 16, 24")]
    [TestCase("nds-resnet", "ResNet.sample.json", "\"num_gs\": []", "\"num_gs\": [1, 2, 1, 1]", "net.num_gs has 2 groups")]
    public void Read_NetOfAnotherSpace_IsRefused(string benchmark, string file, string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(TestData.Fixture($"nds/{file}"));
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(folder.File(file), text.Replace(from, to, StringComparison.Ordinal));

        Assert.That(
            () => BenchmarkFiles.Get(benchmark).ReadData(folder.File(file)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(message).And.Message.Contains($"{file}, job "));
    }

    // What .NET says of its types helps nobody who wrote the file.
    [TestCase("\"params\": 2434922", "\"params\": \"many\"", "a number is expected at $[0].params (line 1, byte ")]
    [TestCase("\"ds\": [1, 2", "\"ds\": [1, 2.5", "a whole number is expected at $[0].net.ds[1]")]
    [TestCase("\"net\": {", "\"net\": 1, \"x\": {", "another kind of value is expected at $[0].net")]
    public void Read_ValueOfAnotherKind_SaysWhatIsExpectedInWords(string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(TestData.Fixture("nds/ResNet.sample.json"));
        Assert.That(text, Does.Contain(from));
        File.WriteAllText(folder.File("a.json"), text.Replace(from, to, StringComparison.Ordinal));

        var fault = Assert.Throws<InvalidDataException>(() => BenchmarkFiles.Get("nds-resnet").ReadData(folder.File("a.json")));
        Assert.That(fault!.Message, Does.Contain(message).And.Not.Contain("System.").And.Not.Contain("NasPipelines.Bench"));
    }
}
