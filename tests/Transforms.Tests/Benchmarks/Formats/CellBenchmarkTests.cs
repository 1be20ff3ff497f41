using NasPipelines.Benchmarks;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

/// <summary>NAS-Bench-201 and NATS-Bench: the values that the fixtures' description lists.</summary>
internal sealed class CellBenchmarkTests
{
    private const string Zip = "nb201/NAS-Bench-201-v1_1.sample.pth";
    private const string Legacy = "nb201/NAS-Bench-201-v1_1.sample.legacy.pth";
    private const string Nats = "nats/NATS-tss-v1_0-3ffb9-simple";
    private const string First = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";
    private const string Eleventh = "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|none~0|nor_conv_3x3~1|avg_pool_3x3~2|";
    private const string Last = "|skip_connect~0|+|nor_conv_1x1~0|none~1|+|skip_connect~0|nor_conv_1x1~1|skip_connect~2|";

    private static readonly BenchmarkReadOptions Both = new() { Epochs = [12, 200] };

    // means over the stored seeds, the number of seeds, parameters and operations
    [TestCase(Zip, 0, First, 85.8633, 3, 81.9827, 3, 52.9133, 3, 26.6333, 3, 69.55, 129306, 15647370)]
    [TestCase(Zip, 11, Eleventh, 91.5833, 3, 87.94, 3, 67.6067, 3, 30.1667, 3, 74.00, 802426, 113951370)]
    [TestCase(Zip, 39, Last, 89.39, 3, 86.896, 1, 64.58, 1, 33.6, 1, 82.39, 129306, 15647370)]
    [TestCase(Legacy, 0, First, 85.8633, 3, 81.9827, 1, 53.68, 1, 25.7667, 1, 69.55, 129306, 15647370)]
    [TestCase(Legacy, 11, Eleventh, 91.5833, 3, 87.94, 3, 67.6067, 3, 30.1667, 3, 74.00, 802426, 113951370)]
    [TestCase(Legacy, 39, Last, 89.39, 3, 86.896, 1, 64.58, 1, 33.6, 1, 82.39, 129306, 15647370)]
    [TestCase(Nats, 0, First, 85.8633, 3, 81.9827, 3, 52.9133, 3, 26.6333, 3, 69.55, 129306, 15647370)]
    [TestCase(Nats, 1, Eleventh, 91.5833, 3, 87.94, 3, 67.6067, 3, 30.1667, 3, 74.00, 802426, 113951370)]
    [TestCase(Nats, 2, null, 88.79, 3, 86.0467, 3, 62.14, 3, 32.4667, 3, 79.46, 101306, 11715210)]
    public void Read_Row_HasTheListedValues(
        string file, int row, string? text, double c10, int c10Seeds, double valid, int validSeeds, double c100, int c100Seeds, double in16,
        int in16Seeds,
        double shortC10, int parameters, int operations)
    {
        var data = Read(file, Both);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Truth, Is.EqualTo("cifar10_ori-test_200"));
            Assert.That(text is null || data.Architectures[row] == text, data.Architectures[row]);
            Mean("cifar10_ori-test_200", c10, c10Seeds);
            Mean("cifar10-valid_x-valid_200", valid, validSeeds);
            Mean("cifar100_x-test_200", c100, c100Seeds);
            Mean("ImageNet16-120_x-test_200", in16, in16Seeds);
            Assert.That(data.Values("cifar10_ori-test_12")[row], Is.EqualTo(shortC10).Within(5e-5));
            Assert.That(data.Values("cifar10_params")[row], Is.EqualTo(parameters));
            Assert.That(data.Values("cifar10_flops")[row], Is.EqualTo(operations));
        }

        void Mean(string column, double expected, int seeds)
        {
            Assert.That(data.Values(column)[row], Is.EqualTo(expected).Within(5.1e-5), column);
            Assert.That(data.Values(column + "_seeds")[row], Is.EqualTo(seeds), column);
        }
    }

    [Test]
    public void Read_Default_TakesTheFullTrainingOnly()
    {
        var data = Read(Zip, new());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Count, Is.EqualTo(40));
            Assert.That(data.Columns.Select(column => column.Name), Has.None.Contains("_12"));
        }
    }

    [Test]
    public void Read_OneSeed_LacksValuesWithAReason()
    {
        var data = Read(Zip, new() { Datasets = ["cifar100"], Splits = ["x-test"], Seeds = SeedPolicy.One, Seed = 777 });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Values("cifar100_x-test_200_seed777").ToArray().Count(double.IsNaN), Is.EqualTo(38));
            Assert.That(data.Warnings, Has.One.Contains("38 of 40 architectures have no cifar100_x-test_200_seed777"));
            Assert.That(data.Truth, Is.Null);
        }
    }

    [Test]
    public void Read_SeedThatNoneHas_SaysWhichThereAre()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(Zip, new() { Seeds = SeedPolicy.One, Seed = 5 }));
        Assert.That(fault.Message, Does.Contain("no seed 5").And.Contains("777, 888, 999"));
    }

    [Test]
    public void Read_UnknownDatasetOrSplit_IsAnArgumentErrorThatListsThem()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Read(Zip, new() { Datasets = ["svhn"] }), Throws.ArgumentException.With.Message.Contains("cifar10-valid"));
            Assert.That(() => Read(Zip, new() { Splits = ["test"] }), Throws.ArgumentException.With.Message.Contains("x-valid"));
            Assert.That(() => Read(Zip, new() { Epochs = [100] }), Throws.ArgumentException.With.Message.Contains("12, 200"));
        }
    }

    [Test]
    public void Read_MissingNotAllowed_Fails() =>
        Assert.That(
            () => Read(Zip, new() { Seeds = SeedPolicy.Each, AllowMissing = false }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("AllowMissing"));

    [TestCase(Zip)]
    [TestCase(Legacy)]
    public void Read_Check_FindsOrderAndSeedsRight(string file) =>
        Assert.That(Read(file, new() { Check = true }).Warnings, Is.All.Contains("of the benchmark's 15625"));

    [Test]
    public void Read_GenuineFiles_AgreeBetweenContainers()
    {
        var (zip, nats) = (Read(Zip, Both), Read(Nats, Both));
        using (Assert.EnterMultipleScope())
        {
            foreach (var column in nats.Columns.Where(column => !column.Name.Contains("latency")))
            {
                Assert.That(zip.Values(column.Name)[11], Is.EqualTo(nats.Values(column.Name)[1]), column.Name);
            }
        }
    }

    [TestCase(0, 0.0139359759)]
    [TestCase(1, 0.0161632529)]
    [TestCase(2, 0.0124577075)]
    public void Read_Latency_IsTheListedOne(int row, double latency)
    {
        var data = Read(Nats, new());
        Assert.That(data.Values("cifar10_latency_200")[row], Is.EqualTo(latency).Within(1e-10));
    }

    [TestCase("nb201/000011-FULL.tensors.sample.pth")]
    [TestCase("nb201/000011-FULL.tensors.sample.legacy.pth")]
    public void Read_ArchiveOfOneArchitecture_HasItsIndexAndValues(string file)
    {
        var data = BenchmarkFiles.Get("nasbench201").ReadData(TestData.Fixture(file));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Architectures, Is.EqualTo(new[] { Eleventh }));
            Assert.That(data.Values("cifar10_params")[0], Is.EqualTo(802426));
            Assert.That(data.Values("cifar10_ori-test_200")[0], Is.InRange(91, 92));
        }
    }

    private static BenchmarkData Read(string file, BenchmarkReadOptions options) =>
        BenchmarkFiles.Get(file == Nats ? "nats-bench" : "nasbench201").ReadData(TestData.Fixture(file), options);
}
