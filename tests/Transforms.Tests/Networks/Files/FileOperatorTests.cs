using Google.Protobuf;
using NasPipelines.Fixtures.Files;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Tests.Networks.Files;

/// <summary>Operations of files as they are run here, against ONNX Runtime.</summary>
public sealed class FileOperatorTests
{
    private static readonly long[] Same = [1, 1, 1, 1];

    // Each is a feature map [n, 4, 7, 9] turned into another.
    private static readonly Dictionary<string, Func<OnnxWriter, OnnxWriter>> Operations = new()
    {
        ["rectangular convolution"] = m =>
            m.Values("w", [6, 4, 3, 1], Some(72)).Values("b", [6], Some(6)).Node("Conv", "y", ["x", "w", "b"],
            ("pads", new long[] { 1, 0, 1, 0 }), ("strides", new long[] { 2, 1 })),
        ["asymmetric, dilated, grouped convolution"] = m => m.Values("w", [8, 2, 2, 3], Some(96)).Node("Conv", "y", ["x", "w"],
            ("pads", new long[] { 0, 1, 2, 3 }), ("dilations", new long[] { 2, 1 }), ("group", 2L)),
        ["SAME_UPPER"] = m => m.Values("w", [4, 4, 3, 3], Some(144)).Node("Conv", "y", ["x", "w"], ("auto_pad", "SAME_UPPER"),
            ("strides", new long[] { 2, 2 })),
        ["SAME_LOWER"] = m => m.Values("w", [4, 4, 2, 2], Some(64)).Node("Conv", "y", ["x", "w"], ("auto_pad", "SAME_LOWER")),
        ["max pool, rounded up"] = m =>
            m.Node("MaxPool", "y", ["x"], ("kernel_shape", new long[] { 3, 2 }), ("strides", new long[] { 2, 2 }),
            ("ceil_mode", 1L)),
        ["max pool, asymmetric"] = m =>
            m.Node("MaxPool", "y", ["x"], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }),
            ("pads", new long[] { 0, 0, 1, 1 })),
        ["average, padding counted"] = m => m.Node("AveragePool", "y", ["x"], ("kernel_shape", new long[] { 3, 3 }), ("pads", Same),
            ("count_include_pad", 1L)),
        ["average, padding not counted"] = m => m.Node("AveragePool", "y", ["x"], ("kernel_shape", new long[] { 3, 3 }),
            ("pads", new long[] { 1, 0, 1, 2 }), ("strides", new long[] { 1, 2 })),
        ["clip"] = m => m.Values("low", [], new[] { -0.5f }).Values("high", [], new[] { 0.8f }).Node("Clip", "y", ["x", "low", "high"]),
        ["leaky relu"] = m => m.Node("LeakyRelu", "y", ["x"], ("alpha", 0.1f)),
        ["elu"] = m => m.Node("Elu", "y", ["x"], ("alpha", 0.7f)),
        ["hard sigmoid"] = m => m.Node("HardSigmoid", "y", ["x"], ("alpha", 0.3f), ("beta", 0.4f)),
        ["hard swish"] = m => m.Node("HardSwish", "y", ["x"]),
        ["silu"] = m => m.Node("Sigmoid", "s", ["x"]).Node("Mul", "y", ["x", "s"]),
        ["tanh"] = m => m.Node("Tanh", "y", ["x"]),
        ["gelu in parts"] = m =>
            m.Values("two", [], new[] { 1.4142135f }).Values("one", [], new[] { 1f }).Values("half", [], new[] { 0.5f })
            .Node("Div", "d", ["x", "two"]).Node("Erf", "e", ["d"]).Node("Add", "a", ["e", "one"]).Node("Mul", "m", ["x", "a"])
            .Node("Mul", "y", ["m", "half"]),
        ["channel shuffle"] = m => m.Values("apart", [5], new long[] { 0, 2, 2, 7, 9 }).Values("joined", [4], new long[] { -1, 4, 7, 9 })
            .Node("Reshape", "r", ["x", "apart"]).Node("Transpose", "t", ["r"], ("perm", new long[] { 0, 2, 1, 3, 4 }))
            .Node("Reshape", "y", ["t", "joined"]),
        ["split and concat"] = m => m.Values("parts", [2], new long[] { 1, 3 }).Node("Split", ["p", "q"], ["x", "parts"], "", ("axis", 1L))
            .Node("Concat", "y", ["q", "p"], ("axis", 1L)),
        ["slices"] = m => m.Values("from", [2], new long[] { 1, -1 }).Values("to", [2], new long[] { 4, -20 }).Values("axes", [2],
            new long[] { 1, 3 })
            .Values("steps", [2], new long[] { 2, -2 }).Node("Slice", "y", ["x", "from", "to", "axes", "steps"]),
        ["gather"] = m => m.Values("at", [3], new long[] { 3, 0, -2 }).Node("Gather", "y", ["x", "at"], ("axis", 1L)),
        ["pad with a value"] = m => m.Values("pads", [8], new long[] { 0, 0, 1, 0, 0, 1, 0, 2 }).Values("v", [], new[] { 0.3f })
            .Node("Pad", "y", ["x", "pads", "v"]),
        ["layer norm in parts"] = m => m.Values("two", [], new[] { 2f }).Values("eps", [], new[] { 1e-5f }).Values("g", [9], Some(9))
            .Values("b", [9], Some(9)).Node("ReduceMean", "mean", ["x"], ("axes", new long[] { -1 })).Node("Sub", "c", ["x", "mean"])
            .Node("Pow", "sq", ["c", "two"]).Node("ReduceMean", "var", ["sq"], ("axes", new long[] { -1 })).Node("Add", "ve",
                ["var", "eps"])
            .Node("Sqrt", "sd", ["ve"]).Node("Div", "n", ["c", "sd"]).Node("Mul", "s", ["n", "g"]).Node("Add", "y", ["s", "b"]),
        ["layer norm"] = m => m.Values("g", [9], Some(9)).Values("b", [9], Some(9)).Node("LayerNormalization", "y", ["x", "g", "b"]),
        ["matrix with stored weight"] = m => m.Values("w", [9, 5], Some(45)).Node("MatMul", "y", ["x", "w"]),
        ["einsum"] = m => m.Node("Transpose", "t", ["x"], ("perm", new long[] { 0, 1, 3, 2 }))
            .Node("Einsum", "y", ["x", "t"], ("equation", "B G I D, B G D J -> B G I J")),
        ["shapes as exported"] = m =>
            m.Values("zero", [], new long[] { 0 }).Values("one", [1], new long[] { -1 }).Values("axis", [1], new long[] { 0 })
            .Node("Shape", "shape", ["x"]).Node("Gather", "n", ["shape", "zero"]).Node("Unsqueeze", "nn", ["n", "axis"])
            .Node("Concat", "to", ["nn", "one"], ("axis", 0L)).Node("Reshape", "y", ["x", "to"]),
        ["squeeze and excitation"] = m =>
            m.Values("w", [4, 4, 1, 1], Some(16)).Node("ReduceMean", "p", ["x"], ("axes", new long[] { 2, 3 }))
            .Node("Conv", "c", ["p", "w"]).Node("HardSigmoid", "s", ["c"]).Node("Mul", "y", ["x", "s"]),
    };

    private static IEnumerable<string> Names => Operations.Keys;

    [TestCaseSource(nameof(Names))]
    public void Network_OfAnOperation_HasTheLogitsOfOnnxRuntime(string name)
    {
        var model = new OnnxWriter().Input("image", "batch", 3L, 7L, 9L).Values("stem", [4, 3, 3, 3], Some(108))
            .Node("Conv", "x", ["image", "stem"], ("pads", Same));
        Operations[name](model).Node("Flatten", "logits", ["y"]).Output("logits");

        FileParity.AssertEqual(model.ToArray());
    }

    [Test]
    [NonParallelizable]
    public void Network_UnderADefaultDeviceWithoutValues_HasTheLogitsOfOnnxRuntime()
    {
        using var elsewhere = DefaultDevice.WithoutValues();
        foreach (var name in Operations.Keys)
        {
            Network_OfAnOperation_HasTheLogitsOfOnnxRuntime(name);
        }

        Network_WithGatesAndAttention_HasTheLogitsOfOnnxRuntime();
    }

    [Test]
    public void Network_WithGatesAndAttention_HasTheLogitsOfOnnxRuntime() => FileParity.AssertEqual(OnnxWriter.Example().ToArray());

    [TestCase("stored")]
    [TestCase("inputs")]
    [TestCase("stripped")]
    [TestCase("described")]
    public void Network_WithAndWithoutValues_IsTheSame(string form)
    {
        OnnxWriter Head() => new OnnxWriter().Input("image", "n", 3L, 6L, 6L);
        var model = form switch
        {
            "stored" => Head().Values("c.weight", [4, 3, 3, 3], Some(108)).Values("f.weight", [2, 4], Some(8)).Values("f.bias", [2],
                Some(2)),
            "inputs" => Head().Input("c.weight", 4L, 3L, 3L, 3L).Input("f.weight", 2L, 4L).Input("f.bias", 2L),
            "stripped" => Head().Values("c.weight", [4, 3, 3, 3], Array.Empty<float>()).Values("f.weight", [2, 4], Array.Empty<float>())
                .Values("f.bias", [2], Array.Empty<float>()),
            _ => Head().Describe("c.weight", 4L, 3L, 3L, 3L).Describe("f.weight", 2L, 4L).Describe("f.bias", 2L),
        };
        model.Node("Conv", "c", ["image", "c.weight"]).Node("Relu", "r", ["c"]).Node("GlobalAveragePool", "p", ["r"])
            .Node("Flatten", "f", ["p"]).Node("Gemm", "logits", ["f", "f.weight", "f.bias"], ("transB", 1L)).Output("logits");
        using var folder = new TestKit.TemporaryFolder();
        File.WriteAllBytes(folder.File("a.onnx"), model.ToArray());

        var network = NetworkFile.Open(folder.File("a.onnx"), new()).Network(true);

        Assert.That(
            network.Parameters.Select(p => $"{p.Name} {string.Join('x', p.Shape)} {p.Role}"),
            Is.EqualTo(new[] { "c.weight 4x3x3x3 ConvolutionWeight", "f.weight 2x4 LinearWeight", "f.bias 2 Bias" }));
        if (form != "stored")
        {
            Assert.That(
                () => NetworkFile.Open(folder.File("a.onnx"), new() { Weights = NetworkWeights.Stored }),
                Throws.InstanceOf<InvalidDataException>().With.Message.Contains("3 of its 3 parameters"));
        }
    }

    [Test]
    public void Network_OfAFrozenBatch_RunsForAnyBatch()
    {
        var model = new OnnxWriter().Input("image", 1L, 3L, 4L, 4L).Values("w", [8, 3, 2, 2], Some(96)).Values("token", [1, 1, 8], Some(8))
            .Values("a", [3], new long[] { 1, 8, 4 }).Values("heads", [4], new long[] { 1, 5, 2, 4 }).Values("stack", [3],
                new long[] { 2, 5, 4 })
            .Values("flat", [2], new long[] { 1, -1 }).Values("head", [40, 3], Some(120))
            .Node("Conv", "x", ["image", "w"], ("strides", new long[] { 2, 2 }))
            .Node("Reshape", "r", ["x", "a"]).Node("Transpose", "t", ["r"], ("perm", new long[] { 0, 2, 1 }))
            .Node("Concat", "c", ["token", "t"], ("axis", 1L)).Node("Reshape", "h", ["c", "heads"])
            .Node("Transpose", "ht", ["h"], ("perm", new long[] { 0, 2, 1, 3 })).Node("Reshape", "s", ["ht", "stack"])
            .Node("Reshape", "f", ["s", "flat"]).Node("MatMul", "logits", ["f", "head"]).Output("logits");

        FileParity.AssertEqual(model.ToArray(), frozen: true);
    }

    [Test]
    public void Network_OfChannelsLast_HasTheLogitsOfOnnxRuntime()
    {
        var model = new OnnxWriter(11).Input("input_1", "n", 6L, 5L, 3L).Values("w", [4, 3, 3, 3], Some(108)).Values("k", [4, 2], Some(8))
            .Values("b", [2], Some(2)).Node("Transpose", "t", ["input_1"], ("perm", new long[] { 0, 3, 1, 2 }))
            .Node("Conv", "x", ["t", "w"], ("auto_pad", "SAME_UPPER"), ("strides", new long[] { 2, 2 })).Node("Relu", "r", ["x"])
            .Node("GlobalAveragePool", "p", ["r"]).Node("Squeeze", "s", ["p"], ("axes", new long[] { 2, 3 })).Node("MatMul", "m",
                ["s", "k"])
            .Node("Add", "a", ["m", "b"]).Node("Softmax", "logits", ["a"], ("axis", 1L)).Output("logits");
        using var folder = new TestKit.TemporaryFolder();
        File.WriteAllBytes(folder.File("tf.onnx"), model.ToArray());

        var file = NetworkFile.Open(folder.File("tf.onnx"), new());

        Assert.That(file.Network(true).Nodes[0].Shape.ToString(), Is.EqualTo("3x6x5"));
        Assert.That(file.Notes, Has.Some.Contains("Softmax is dropped"));
        Assert.That(file.Network(true).Parameters.Select(p => p.Name), Is.EqualTo(new[] { "w", "k", "b" }));
    }

    [Test]
    public void Network_OfOurOwnExporter_HasTheLogitsOfOnnxRuntime()
    {
        var space = SearchSpaces.NasBench201;
        var network = space.BuildNetwork(
            space.Parse("|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|avg_pool_3x3~0|none~1|nor_conv_3x3~2|"),
            new NetworkOptions { Channels = 4, CellsPerStage = 1, ImageSize = 16 });
        var values = network.Parameters.Concat(network.Statistics).DistinctBy(p => p.Name).ToDictionary(
            p => p.Name, p => p.Role is ParameterRole.NormScale or ParameterRole.RunningVariance
                ? [.. Some((int)p.Size).Select(v => v + 1)]
                : Some((int)p.Size));
        var model = OnnxNetwork.Write(
            network, ParameterSource.Stored(values, "made"), new() { Statistics = BatchNormStatistics.Running });

        FileParity.AssertEqual(model.ToByteArray());
    }

    [Test]
    public void Network_OfResNet18OfMlNet_HasTheLogitsOfOnnxRuntime()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(
            packages, "microsoft.ml.dnnimagefeaturizer.resnet18", "0.23.1", "tools", "DnnImageModels", "ResNet18Onnx", "ResNet18.onnx");
        if (!File.Exists(path))
        {
            Assert.Ignore("needs the package Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1 among the restored packages");
        }

        var file = NetworkFile.Open(path, new() { Weights = NetworkWeights.Stored });
        FileParity.AssertEqual(file, ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)), samples: 2, frozen: true, "Input247");
    }

    private static float[] Some(int count)
    {
        var values = new float[count];
        SeededParameters.FillUniform(values, SeededParameters.Stream($"values {count}", 0), 0.5);
        return values;
    }
}
