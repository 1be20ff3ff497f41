using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Google.Protobuf;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces.NetworkFiles;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Networks.Files;

/// <summary>76 classifiers as PyTorch exported them, against published costs and golden numbers of another implementation.</summary>
[Parallelizable] // it computes for long
public sealed class RealNetworkTests
{
    private static readonly string[] Golden =
        ["grad_norm", "snip", "plain", "grasp", "fisher", "jacob_cov", "synflow", "l2_norm", "relu_logdet"];

    // The published count has the auxiliary classifier, which PyTorch does not export.
    private static readonly Dictionary<string, long> NotExported = new() { ["inception_v3"] = 3_326_696 };

    private static readonly string[] Networks =
    [
        "resnet18", "squeezenet1_1", "mobilenet_v2", "shufflenet_v2_x0_5", "mnasnet0_5", "efficientnet_b0", "densenet121",
        "regnet_y_400mf", "googlenet", "resnext50_32x4d", "mobilenet_v3_small",
    ];

    [Test]
    public void Open_EveryNetwork_HasThePublishedCosts()
    {
        var rows = Rows();
        Assert.That(rows, Has.Count.EqualTo(76));
        using var all = Assert.EnterMultipleScope();
        foreach (var row in rows)
        {
            NetworkGraph network;
            try
            {
                network = NetworkFile.Open(Path(row["model"]), new()).Network(keepsNorms: true);
            }
            catch (InvalidDataException e)
            {
                Assert.Fail($"{row["model"]}: {e.Message}");
                continue;
            }

            var (cost, complexity) = (NetworkCost.Of(network), NetworkComplexity.Of(network));
            Assert.That(
                cost.Parameters + NotExported.GetValueOrDefault(row["model"]), Is.EqualTo(Number(row["params"])), $"{row["model"]} params");
            if (row["macs"].Length > 0)
            {
                Assert.That(cost.Macs, Is.EqualTo(Number(row["macs"])), $"{row["model"]} macs");
                Assert.That(complexity.Activations, Is.EqualTo(Number(row["activations"])), $"{row["model"]} activations");
            }
        }
    }

    [TestCaseSource(nameof(Networks))]
    public void Measure_RealNetwork_IsTheReferenceScore(string name)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(TestData.Reference("real_networks.json")));
        var record = reference.RootElement.GetProperty("architectures").EnumerateArray()
            .Single(r => r.GetProperty("model").GetString() == name);
        var samples = record.GetProperty("batch").GetInt32();
        var options = new NetworkFileOptions { ImageSize = record.GetProperty("image_size").GetInt32() };
        using var folder = new TemporaryFolder();
        var space = new NetworkFileSpace([NetworkFile.Open(WithoutFunctions(name, folder.File(".")), options)], options);
        var expected = record.GetProperty("float64");
        string[] proxies = [.. Golden.Where(p => expected.TryGetProperty(p, out _))];
        using var engine = Engine(space, proxies, samples);

        var observed = engine.Measure(space.Enumerate().Single());

        Assert.Multiple(() =>
        {
            Assert.That(observed.Loss, Is.EqualTo(record.GetProperty("loss").GetDouble()).Within(1e-9));
            Near("logits_l2", Math.Sqrt(observed.Logits.ToArray().Sum(v => v * v)), record.GetProperty("logits_l2"));
            foreach (var (logit, i) in record.GetProperty("logits_sample0_first8").EnumerateArray().Select((l, i) => (l.GetDouble(), i)))
            {
                Assert.That(observed.Logits.Span[i], Is.EqualTo(logit).Within(1e-9), $"logit {i}");
            }

            if (expected.TryGetProperty("relu_logdet", out _))
            {
                Assert.That(observed.ReluCalls, Is.EqualTo(record.GetProperty("relu_calls").GetInt32()));
                Assert.That(observed.ReluUnits, Is.EqualTo(record.GetProperty("relu_units_per_sample").GetInt64()));
            }

            foreach (var proxy in engine.Proxies)
            {
                Near(proxy.Name, proxy.Compute(observed).Value, expected.GetProperty(proxy.Name));
            }
        });

        static void Near(string what, double actual, JsonElement expected) => Assert.That(
            Math.Abs(actual - expected.GetDouble()), Is.LessThanOrEqualTo(1e-6 * Math.Abs(expected.GetDouble())),
            $"{what}: {actual:R}, reference {expected}");
    }

    private static ZeroShotEngine Engine(NetworkFileSpace space, string[] proxies, int samples)
    {
        var pixels = new float[samples * 3 * 64 * 64];
        SeededParameters.FillUniform(pixels, SeededParameters.Stream("input", 0), Math.Sqrt(3));
        var batch = new ImageBatch(pixels, [.. Enumerable.Range(0, samples)], new FeatureShape(3, 64, 64));
        return new ZeroShotEngine(
            space, [.. proxies.Select(ZeroShotProxies.Get)], batch,
            new ZeroShotEngineOptions { Double = true, Form = ScoredNetwork.Encoded, Threads = 1 });
    }

    /// <summary>
    /// The golden numbers see ReLUs that are modules: of the one that DenseNet calls as a function a file has the same operation. Here it
    /// is written as a leaky one without a leak, which has no activation code.
    /// </summary>
    private static string WithoutFunctions(string name, string folder)
    {
        if (name != "densenet121")
        {
            return Path(name);
        }

        using var packed = new GZipStream(File.OpenRead(Path(name)), CompressionMode.Decompress);
        var model = ModelProto.Parser.ParseFrom(packed);
        var function = model.Graph.Node.Single(n => n.Name == "/Relu");
        function.OpType = "LeakyRelu";
        function.Attribute.Add(new AttributeProto { Name = "alpha", F = 0, Type = AttributeProto.Types.AttributeType.Float });
        var path = System.IO.Path.Combine(folder, $"{name}.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Path(string model) => TestData.Data($"real_networks/torchvision/{model}.onnx.gz");

    private static List<Dictionary<string, string>> Rows()
    {
        var lines = File.ReadAllLines(TestData.Data("real_networks/torchvision.csv"));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
