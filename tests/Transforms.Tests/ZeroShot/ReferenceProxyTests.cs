using System.Text.Json;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.ZeroShot;

/// <summary>Golden numbers of the reference implementation of zero-cost proxies (its README says how they were made).</summary>
[Parallelizable] // it computes for long
public sealed class ReferenceProxyTests
{
    private static readonly Dictionary<string, string> NameInReference = new() { ["relu_logdet"] = "naswot" };

    // Largest relative differences between the reference's own float32 and float64 runs, times three. grasp jumps where a pre-activation
    // near zero changes sign, which other kernels of libtorch decide otherwise: 5.4e-3 on a processor with AVX512-FP16. In float64 it is
    // held to 1e-9 everywhere.
    private static readonly Dictionary<string, double> Float32Tolerance = new()
    {
        ["grad_norm"] = 5e-4,
        ["snip"] = 9e-4,
        ["grasp"] = 1e-2,
        ["fisher"] = 2e-3,
        ["plain"] = 0.13,
        ["jacob_cov"] = 1.2e-4,
        ["synflow"] = 1e-6,
        ["synflow_bn"] = 1e-6,
        ["l2_norm"] = 5e-7,
        ["relu_logdet"] = 1e-7,
    };

    private static IEnumerable<TestCaseData> Cases() =>
        from architecture in Enumerable.Range(0, 10)
        from type in new[] { "float64", "float32" }
        select new TestCaseData(architecture, type).SetArgDisplayNames($"{architecture}", type);

    [TestCaseSource(nameof(Cases))]
    public void Measure_ReferenceArchitecture_IsTheReferenceScore(int number, string type)
    {
        var record = Records()[number];
        var architecture = SearchSpaces.NasBench201.Parse(record.GetProperty("arch").GetString()!);
        using var engine = Engine(type == "float64");
        var observed = engine.Measure(architecture);
        var expected = record.GetProperty(type);

        Assert.That(observed.Loss, Is.EqualTo(expected.GetProperty("loss").GetDouble()).Within(type == "float64" ? 1e-10 : 2e-6).Percent
            .Or.EqualTo(expected.GetProperty("loss").GetDouble()).Within(type == "float64" ? 1e-12 : 2e-6));
        Assert.That(observed.ReluCalls, Is.EqualTo(record.GetProperty("relu_calls").GetInt32()));
        Assert.That(observed.ReluUnits, Is.EqualTo(record.GetProperty("relu_units_per_sample").GetInt64()));
        Assert.That(observed.Costs.Declared.Macs, Is.EqualTo(record.GetProperty("macs").GetInt64()));
        AssertLogits(observed, expected, type == "float64" ? 1e-10 : 5e-5);
        foreach (var proxy in engine.Proxies)
        {
            AssertScore(proxy, observed, record, type);
        }
    }

    [TestCaseSource(nameof(Cases))]
    public void BuildNetwork_ReferenceArchitecture_HasTheReferenceParameters(int number, string type)
    {
        var record = Records()[number];
        var space = SearchSpaces.NasBench201;
        var network = space.BuildNetwork(space.Parse(record.GetProperty("arch").GetString()!), new NetworkOptions { AffineCells = false });

        Assert.That(NetworkCost.Of(network).Parameters, Is.EqualTo(record.GetProperty("params_without_cell_conv_bias").GetInt64()));
        Assert.That(record.TryGetProperty(type, out _));
    }

    private static void AssertScore(ZeroShotProxy proxy, ZeroShotObservations observed, JsonElement record, string type)
    {
        var name = NameInReference.GetValueOrDefault(proxy.Name, proxy.Name);
        var expected = record.GetProperty(type).GetProperty("scores").GetProperty(name);
        var actual = proxy.Compute(observed);
        if (expected.ValueKind == JsonValueKind.String)
        {
            Assert.That(actual.Value, Is.NaN, proxy.Name);
            Assert.That(actual.Reason, Is.Not.Empty, proxy.Name);
            return;
        }

        var value = expected.GetDouble();
        var tolerance = type == "float64" ? Math.Max(1e-9, Float64Tolerance(record, name)) : Float32Tolerance[proxy.Name];
        Assert.That(actual.Reason, Is.Null, proxy.Name);
        Assert.That(
            Math.Abs(actual.Value - value), Is.LessThanOrEqualTo(tolerance * Math.Abs(value)),
            $"{proxy.Name}: {actual.Value:R}, reference {value:R}");
    }

    private static double Float64Tolerance(JsonElement record, string name)
    {
        var tolerances = record.GetProperty("float64_tolerance");
        return (tolerances.TryGetProperty(name, out var own) ? own : tolerances.GetProperty("default")).GetDouble();
    }

    private static void AssertLogits(ZeroShotObservations observed, JsonElement expected, double tolerance)
    {
        var logits = expected.GetProperty("logits").EnumerateArray()
            .SelectMany(r => r.EnumerateArray().Select(v => v.GetDouble())).ToArray();
        var scale = logits.Max(Math.Abs);
        for (var i = 0; i < logits.Length; i++)
        {
            Assert.That(observed.Logits.Span[i], Is.EqualTo(logits[i]).Within(tolerance * scale), $"logit {i}");
        }
    }

    private static JsonElement[] Records() =>
        [.. JsonDocument.Parse(File.ReadAllText(TestData.Reference("nb201_proxies.json"))).RootElement
            .GetProperty("architectures").EnumerateArray()];

    private static ZeroShotEngine Engine(bool wide)
    {
        string[] names = ["grad_norm", "snip", "grasp", "fisher", "plain", "jacob_cov", "synflow", "synflow_bn", "l2_norm", "relu_logdet"];
        var pixels = new float[32 * 3 * 32 * 32];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("input", 0), Math.Sqrt(3));
        var batch = new ImageBatch(pixels, [.. Enumerable.Range(0, 32).Select(i => i % 10)], new FeatureShape(3, 32, 32));
        return new ZeroShotEngine(
            SearchSpaces.NasBench201,
            [.. names.Select(ZeroShotProxies.Get)],
            batch,
            new ZeroShotEngineOptions
            {
                Double = wide,
                Form = ScoredNetwork.Encoded,
                Compat = ZeroShotCompat.SynflowKeepsReductionNorms,
                Threads = 1,
            });
    }
}
