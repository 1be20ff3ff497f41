using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>NAS-Bench-Suite-Zero's files from the command line, against figures computed here from the JSON itself.</summary>
internal sealed class SuiteZeroTests
{
    private static readonly string[] Scores =
        ["snip", "grad_norm", "fisher", "grasp", "jacov", "plain", "epe_nas", "l2_norm", "synflow", "flops", "params"];

    [TestCase("nasbench101", "zc_nasbench101.json", "cifar10", "")]
    [TestCase("nasbench201", "zc_nasbench201.json.gz", "cifar10", "cifar10_")]
    [TestCase("nasbench201", "zc_nasbench201.json.gz", "ImageNet16-120", "ImageNet16-120_")]
    [TestCase("nasbench301", "zc_nasbench301.json.gz", "cifar10", "")]
    public async Task Evaluate_ConvertedFile_HasTheSpearmanOfItsOwnColumns(string space, string file, string dataset, string prefix)
    {
        var path = TestData.Data($"suite_zero/{file}");
        using var folder = new TemporaryFolder();
        var output = folder.File("scores.parquet");
        var converted = await Nas.Run("convert", path, "--benchmark", $"suitezero-{space}", "--output", output, "--json");
        Assert.That(converted.ExitCode, Is.Zero, converted.Error);
        var judged = await Nas.Run(
            "evaluate", output, "--truth", $"{prefix}val_accuracy", "--scores", string.Join(",", Scores.Select(s => prefix + s)),
            "--intervals", "none", "--missing-truth", "drop", "--json");
        Assert.That(judged.ExitCode, Is.Zero, judged.Error);

        var rows = Rows(path, dataset);
        using var scope = Assert.EnterMultipleScope();
        foreach (var score in judged.Json.GetProperty("scores").EnumerateArray())
        {
            var name = score.GetProperty("name").GetString()![prefix.Length..];
            var (truths, values) = (new List<double>(), new List<double>());
            foreach (var row in rows)
            {
                if (Value(row, name) is { } value)
                {
                    truths.Add(Value(row, "val_accuracy")!.Value);
                    values.Add(value);
                }
            }

            Assert.That(score.GetProperty("missing").GetInt32(), Is.EqualTo(rows.Count - values.Count), name);
            Assert.That(score.GetProperty("spearman").GetDouble(), Is.EqualTo(Spearman(truths, values)).Within(1e-12), name);
        }
    }

    [Test]
    public async Task Report_ConvertedFile_PlotsQualityAgainstItsSeconds()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run(
            "report", TestData.Data("suite_zero/zc_nasbench301.json.gz"), "--sample", "60", "--truth", "val_accuracy", "--scores",
            "nwot,synflow", "--resamples", "10", "--output", folder.File("report.html"), "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("plots").EnumerateArray().Select(p => p.GetString()), Has.Some.EqualTo("quality-against-cost"));
    }

    private static List<JsonElement> Rows(string path, string dataset)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress) : file);
        var text = reader.ReadToEnd().Replace("-Infinity", "\"-inf\"", StringComparison.Ordinal);
        var root = JsonDocument.Parse(text).RootElement;
        var sets = root.TryGetProperty("nasbench101", out var inner) ? inner : root;
        return [.. sets.GetProperty(dataset).EnumerateObject().Select(architecture => architecture.Value)];
    }

    private static double? Value(JsonElement row, string score)
    {
        if (!row.TryGetProperty(score, out var value))
        {
            return null;
        }

        value = value.ValueKind == JsonValueKind.Object ? value.GetProperty("score") : value;
        var number = value.ValueKind == JsonValueKind.Number
            ? value.GetDouble() : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);
        return number == -1e8 ? null : number;
    }

    private static double Spearman(List<double> a, List<double> b)
    {
        var (x, y) = (Ranks(a), Ranks(b));
        var mean = (a.Count + 1) / 2.0;
        double Sum(double[] p, double[] q) => p.Zip(q, (u, v) => (u - mean) * (v - mean)).Sum();
        return Sum(x, y) / Math.Sqrt(Sum(x, x) * Sum(y, y));
    }

    private static double[] Ranks(List<double> values) =>
        [.. values.Select(v => values.Count(other => other < v) + ((values.Count(other => other == v) + 1) / 2.0))];
}
