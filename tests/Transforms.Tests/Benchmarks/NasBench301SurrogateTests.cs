using NasPipelines.Benchmarks;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks;

public sealed class NasBench301SurrogateTests
{
    private static string Model => TestData.Data("nb301/yahpo_nb301_surrogate.onnx");

    private static string Codes => TestData.Data("nb301/yahpo_nb301_encoding.json");

    // The official surrogate's predictions carry its noise, so the two never agree entirely: 0.91 over the whole table.
    [Test]
    public void Predict_FiveHundredArchitectures_AgreesWithTheOfficialSurrogate()
    {
        var table = BenchmarkTables.Read(TestData.Data("nb301/nb301_xgb09_10k.csv.gz"));
        using var surrogate = NasBench301Surrogate.Load(Model, Codes);

        var predicted = table.Architectures.Take(500).Select(text => surrogate.Predict(SearchSpaces.NasBench301.Parse(text))).ToList();

        Assert.That(
            Spearman(predicted.Select(p => p.ValidationAccuracy), table.Values("pred_val_acc_noisy")[..500].ToArray()),
            Is.EqualTo(0.91).Within(0.02));
        Assert.That(Spearman(predicted.Select(p => p.Runtime), table.Values("pred_runtime_s")[..500].ToArray()), Is.GreaterThan(0.9));
        Assert.That(predicted.Select(p => p.ValidationAccuracy), Is.All.InRange(85.0, 96.0));
    }

    [Test]
    public void Predict_AtFewerEpochs_IsLessAccurateAndCheaper()
    {
        using var surrogate = NasBench301Surrogate.Load(Model, Codes);
        var architecture = SearchSpaces.NasBench301.Sample(1, 2)[0];

        var (early, late) = (surrogate.Predict(architecture, 5), surrogate.Predict(architecture));

        Assert.That(early.ValidationAccuracy, Is.LessThan(late.ValidationAccuracy));
        Assert.That(early.Runtime, Is.LessThan(late.Runtime));
        Assert.That(surrogate.Predict(architecture, 5), Is.EqualTo(early));
    }

    [Test]
    public void Predict_OtherSpaceOrEpoch_SaysWhatIsRight()
    {
        using var surrogate = NasBench301Surrogate.Load(Model, Codes);

        Assert.That(
            () => surrogate.Predict(SearchSpaces.NasBench201.Parse("0")),
            Throws.ArgumentException.With.Message.Contains("of nasbench301, not of nasbench201"));
        foreach (var epoch in new[] { 0, 99 })
        {
            Assert.That(
                () => surrogate.Predict(SearchSpaces.NasBench301.Sample(1, 2)[0], epoch),
                Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("[1, 98]"));
        }
    }

    [Test]
    public void Load_DamagedFiles_AreRefusedByName()
    {
        using var folder = new TemporaryFolder();
        var (model, codes) = (folder.File("model.onnx"), folder.File("codes.json"));
        File.WriteAllBytes(model, File.ReadAllBytes(Model)[..5000]);
        File.WriteAllText(codes, File.ReadAllText(Codes).Replace("inputs_node_reduce_5", "inputs_node_reduce_6", StringComparison.Ordinal));

        Assert.That(
            () => NasBench301Surrogate.Load(model, Codes),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("model.onnx is no ONNX model"));
        Assert.That(
            () => NasBench301Surrogate.Load(Model, codes),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("inputs_node_reduce_5 is missing"));
        File.WriteAllText(codes, File.ReadAllText(Codes).Replace("\"0_4\"", "\"4_0\"", StringComparison.Ordinal));
        Assert.That(
            () => NasBench301Surrogate.Load(Model, codes),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("lacks the choice 0_4"));
        File.WriteAllText(codes, File.ReadAllText(Codes).Replace("\"0_4\": 4", "\"0_4\": 40", StringComparison.Ordinal));
        Assert.That(
            () => NasBench301Surrogate.Load(Model, codes),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("the code 40, which is not in [0, 10]"));
        File.WriteAllText(codes, "[]");
        Assert.That(
            () => NasBench301Surrogate.Load(Model, codes),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("codes.json is no table of codes"));
        File.WriteAllBytes(model, []);
        Assert.That(
            () => NasBench301Surrogate.Load(model, Codes), Throws.TypeOf<InvalidDataException>().With.Message.Contains("has 0 bytes"));
        Assert.That(() => NasBench301Surrogate.Load(folder.File("none.onnx"), Codes), Throws.TypeOf<FileNotFoundException>());
    }

    private static double Spearman(IEnumerable<double> a, IEnumerable<double> b)
    {
        var (x, y) = (Ranks([.. a]), Ranks([.. b]));
        var (meanX, meanY) = (x.Average(), y.Average());
        var covariance = x.Zip(y, (p, q) => (p - meanX) * (q - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(p => (p - meanX) * (p - meanX)) * y.Sum(q => (q - meanY) * (q - meanY)));
    }

    private static double[] Ranks(double[] values) =>
        [.. values.Select(v => values.Count(o => o < v) + ((values.Count(o => o == v) - 1) / 2.0))];
}
