using NasPipelines.Fixtures.Files;
using NasPipelines.Benchmarks;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

internal sealed class NasBench101FileTests
{
    private const double Images = 9984;

    private static readonly BenchmarkFile Reader = BenchmarkFiles.Get("nasbench101");

    [TestCase("nasbench_only108.sample.tfrecord", "expected_only108.csv", new[] { 108 }, 300)]
    [TestCase("nasbench_full.sample.tfrecord", "expected_full.csv", new[] { 4, 12, 36, 108 }, 20)]
    public void Read_EveryRepeat_HasTheExpectedValues(string file, string expected, int[] epochs, int architectures)
    {
        var data = Reader.ReadData(
            TestData.Fixture($"nb101/{file}"),
            new() { Epochs = epochs, Seeds = SeedPolicy.Each, Splits = ["test", "valid", "valid-halfway"] });
        var lines = File.ReadLines(TestData.Fixture($"nb101/{expected}")).Skip(1).Select(line => line.Split(',')).ToList();
        var rows = lines.Select(line => line[0]).Distinct().Select((hash, row) => (hash, row)).ToDictionary(
            pair => pair.hash, pair => pair.row);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Count, Is.EqualTo(architectures).And.EqualTo(rows.Count));
            foreach (var line in lines)
            {
                var row = rows[line[0]];
                var run = $"{line[1]}_repeat{line[2]}";
                Assert.That(data.Values("params")[row], Is.EqualTo(double.Parse(line[3])), run);
                Assert.That(data.Values($"valid_{run}")[row], Is.EqualTo((double)(float)(int.Parse(line[4]) / Images)), run);
                Assert.That(data.Values($"test_{run}")[row], Is.EqualTo((double)(float)(int.Parse(line[5]) / Images)), run);
                Assert.That(data.Values($"valid-halfway_{run}")[row], Is.EqualTo((double)(float)(int.Parse(line[7]) / Images)), run);
                Assert.That(data.Values($"time_{run}")[row], Is.EqualTo(double.Parse(line[6])), run);
            }
        }
    }

    [Test]
    public void Read_ByDefault_IsTheMeanOfThreeRepeatsAsCounts()
    {
        var data = Reader.ReadData(TestData.Fixture("nb101/nasbench_only108.sample.tfrecord"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(data.Truth, Is.EqualTo("test_108"));
            Assert.That(data.Values("test_108")[0], Is.EqualTo(26765 / 29952.0));
            Assert.That(data.Values("test_108_repeats").ToArray(), Is.All.EqualTo(3));
            Assert.That(data.Columns.Select(column => column.Name), Has.None.Contains("_4").And.None.Contains("_36"));
            Assert.That(data.Warnings, Is.Empty);
        }
    }

    [Test]
    public void Read_OneRepeat_IsThatRepeat()
    {
        var data = Reader.ReadData(
            TestData.Fixture("nb101/nasbench_only108.sample.tfrecord"), new() { Seeds = SeedPolicy.One, Seed = 1, Splits = ["test"] });
        Assert.That(data.Values("test_108_repeat1")[0], Is.EqualTo(8912 / Images).Within(1e-7));
    }

    // JSON may write any character of a text by its number.
    [TestCase("conv1x1", "\\u0063onv1x1")]
    [TestCase("0178f60e", "\\u0030178f60e")]
    [TestCase("\"0111000010", "\"\\u003011\\u0031000010")]
    public void Read_TextWithEscapes_IsTheText(string plain, string escaped)
    {
        using var folder = new TemporaryFolder();
        var payload = System.Text.Encoding.UTF8.GetString(NasBench101Record.Payload(
            "0178f60e80a3201b1cdc7a02d2de3402", 4, "0111000010000010000100000", "input,conv1x1-bn-relu,conv3x3-bn-relu,maxpool3x3,output",
            7104138, [[0, 0.1f, 0.1f, 0.1f], [40, 0.5f, 0.5f, 0.5f], [81, 0.9f, 0.9f, 0.9f]]));
        Assert.That(payload, Does.Contain(plain));

        Assert.That(Read(payload.Replace(plain, escaped, StringComparison.Ordinal)), Is.EqualTo(Read(payload)));

        string Read(string text)
        {
            using (var file = File.Create(folder.File("a.tfrecord")))
            {
                new TfRecordWriter(file).Write(System.Text.Encoding.UTF8.GetBytes(text));
            }

            return Reader.ReadData(folder.File("a.tfrecord"), new() { Epochs = [4] }).Architectures[0];
        }
    }

    [TestCase("nasbench_only108.sample.tfrecord", 4, null)]
    [TestCase("nasbench_only108.sample.tfrecord", 108, 3)]
    public void Read_WhatIsNotThere_IsAnErrorThatSaysWhatIs(string file, int epochs, int? repeat)
    {
        var options =
            new BenchmarkReadOptions { Epochs = [epochs], Seeds = repeat is null ? SeedPolicy.Mean : SeedPolicy.One, Seed = repeat };
        var fault = Assert.Throws<InvalidDataException>(() => Reader.ReadData(TestData.Fixture($"nb101/{file}"), options));
        Assert.That(fault.Message, repeat is null ? Does.Contain("108") : Does.Contain("0, 1, 2"));
    }

    [Test]
    public void Read_Architecture_IsAdjacencyAndOperationsOfTheRecord()
    {
        var data = Reader.ReadData(TestData.Fixture("nb101/nasbench_full.sample.tfrecord"), new() { Epochs = [4] });
        var space = SearchSpaces.NasBench101;
        Assert.That(
            space.Format(space.Parse(data.Architectures[0]), "record"),
            Is.EqualTo("0111100011000100000100000 input,conv1x1-bn-relu,conv3x3-bn-relu,conv3x3-bn-relu,output"));
    }

    [Test]
    public void Read_Check_FindsTheHashesRight_AndOnlyThatMostOfTheBenchmarkIsMissing()
    {
        var data = Reader.ReadData(TestData.Fixture("nb101/nasbench_only108.sample.tfrecord"), new() { Check = true });
        Assert.That(
            data.Warnings.Where(warning => !warning.Contains("search space is not known")),
            Has.One.Items.And.One.Contains("300 architectures of the benchmark's 423624"));
    }

    [Test]
    public void ModelMetrics_PublishedMessage_HasItsPublishedValues()
    {
        var bytes = Convert.FromBase64String(
            "Ci0JAAAAAAAAAAARAAAAAAAAAAAZAAAAoKqquT8hAAAAYJAGuT8pAAAAAGmQuT8KLQkAAAAAAAAAQBEAAADAdJNGQBkAAABgkAa6PyEAAAAg3/"
            + "K6PykAAACAy7e6PwotCQAAAAAA"
            + "ABBAEQAAACDbeVZAGQAAAEAaZNY/IQAAAGBVVdY/KQAAAODybdY/EIqYigQZAABAhznbeUA=");
        var metrics = ModelMetrics.Read(bytes);
        var (end, parameters, total) = (metrics.End, metrics.Parameters, metrics.TotalTime);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                end, Is.EqualTo(new EvaluationData(4, 89.90399932861328, 0.3498597741127014, 0.3489583432674408, 0.3504607379436493)));
            Assert.That(parameters, Is.EqualTo(8555530));
            Assert.That(total, Is.EqualTo(413.7015450000763));
        }
    }

    [Test]
    public void MaskedCrc_CheckValueOfCrc32C_IsRotatedAndShifted()
    {
        // CRC-32C of "123456789" is E3069283 (RFC 3720's polynomial, the usual check value).
        var rotated = System.Numerics.BitOperations.RotateRight(0xE3069283u, 15);
        Assert.That(TfRecordReader.MaskedCrc("123456789"u8), Is.EqualTo(unchecked(rotated + 0xa282ead8u)));
    }
}
