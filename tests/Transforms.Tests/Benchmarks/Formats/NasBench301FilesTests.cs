using NasPipelines.Benchmarks;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

internal sealed class NasBench301FilesTests
{
    private static readonly BenchmarkFile Reader = BenchmarkFiles.Get("nasbench301");

    [Test]
    public void Read_Folder_HasTheListedGenotypesAndValues()
    {
        var data = Reader.ReadData(TestData.Fixture("nb301/rs"));
        var expected = File.ReadLines(TestData.Fixture("nb301/genotypes.tsv")).Skip(1)
            .Select(line => line.Split('\t')).ToDictionary(line => Sorted(line[1]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Count, Is.EqualTo(30));
            for (var row = 0; row < data.Count; row++)
            {
                var line = expected[Sorted(data.Architectures[row])];
                Assert.That(data.Values("valid_100")[row], Is.EqualTo(double.Parse(line[2])), line[0]);
                Assert.That(data.Values("time_100")[row], Is.EqualTo(double.Parse(line[3])), line[0]);
            }
        }
    }

    [TestCase("results_0", 92.972, 92.48, 4590.8, "('avg_pool_3x3', 0), ('max_pool_3x3', 1), ('dil_conv_3x3', 1)")]
    [TestCase("results_14", 93.0606, 92.5, 4541.6, "('dil_conv_3x3', 0), ('avg_pool_3x3', 1)")]
    [TestCase("results_29", 93.2258, 93.01, 4348.3, "('sep_conv_3x3', 0), ('max_pool_3x3', 1)")]
    public void Read_File_HasTheListedValues(string file, double valid, double test, double time, string cell)
    {
        var data = Reader.ReadData(TestData.Fixture($"nb301/rs/{file}.json"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Architectures.Single(), Does.StartWith($"Genotype(normal=[{cell}").And.EndWith("reduce_concat=range(2, 6))"));
            Assert.That(data.Values("valid_100")[0], Is.EqualTo(valid));
            Assert.That(data.Values("test_100")[0], Is.EqualTo(test));
            Assert.That(data.Values("time_100")[0], Is.EqualTo(time));
            Assert.That(data.Truth, Is.EqualTo("valid_100"));
        }
    }

    [Test]
    public void Read_GenuineFile_IsAnotherBudgetUnlessAskedFor()
    {
        var file = TestData.Fixture("nb301/original/results_0.json");
        Assert.That(() => Reader.ReadData(file), Throws.TypeOf<InvalidDataException>().With.Message.Contains("runs of 1500 epochs"));
        var data = Reader.ReadData(file, new() { Epochs = [1500] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Values("valid_1500")[0], Is.EqualTo(97.68));
            Assert.That(data.Values("test_1500")[0], Is.EqualTo(97.54));
            Assert.That(data.Values("time_1500")[0], Is.EqualTo(365136));
            Assert.That(data.Values("params_1500")[0], Is.EqualTo(6369358));
            Assert.That(data.Truth, Is.Null);
        }
    }

    [Test]
    public void Read_SameCellsTwice_AreRepeatsOfOneRow()
    {
        using var folder = new TemporaryFolder();
        var text = File.ReadAllText(TestData.Fixture("nb301/rs/results_0.json"));
        File.WriteAllText(folder.File("results_0.json"), text);
        File.WriteAllText(folder.File("results_1.json"), text.Replace("\"test_accuracy\": 92.48", "\"test_accuracy\": 92.50"));
        var data = Reader.ReadData(folder.File("."));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Values("test_100")[0], Is.EqualTo(92.49));
            Assert.That(data.Values("test_100_repeats")[0], Is.EqualTo(2));
        }
    }

    // The inputs of a node may be listed in either order.
    private static string Sorted(string genotype) => string.Join(
        ' ', genotype.Split("[(")[1..].SelectMany(cell => cell[..cell.IndexOf(")]", StringComparison.Ordinal)]
            .Split("), (").Chunk(2).SelectMany(node => node.OrderBy(edge => edge[^1]).ThenBy(edge => edge))));
}
