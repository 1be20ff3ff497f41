using Google.Protobuf;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Tests.Networks.Onnx;

namespace NasPipelines.Tests.OneShot;

internal sealed class SupernetModelTests
{
    private static readonly NetworkOptions Small = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8, AffineCells = false };
    private static readonly SearchSpace Space = SearchSpaces.NasBench201;
    private readonly TemporaryFolder _folder = new();

    public static IEnumerable<TestCaseData> HostileModels()
    {
        yield return Hostile(
            "external data", "outside the file", m => m.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External);
        yield return Hostile(
            "external entries", "outside the file",
            m => m.Graph.Initializer[0].ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "/etc/passwd" }));
        yield return Hostile("unknown operation", "'ScaryOp'", m => m.Graph.Node[0].OpType = "ScaryOp");
        yield return Hostile("operation in a branch", "'Loop'", m => Branches(m).First().Node[0].OpType = "Loop");
        yield return Hostile("foreign domain", "com.evil", m => m.Graph.Node[0].Domain = "com.evil");
        yield return Hostile("other operator set", "'' 7", m => m.OpsetImport[0].Version = 7);
        yield return Hostile("functions", "functions", m => m.Functions.Add(ByteString.CopyFrom(1)));
        yield return Hostile("sparse values", "sparse", m => m.Graph.SparseInitializer.Add(ByteString.CopyFrom(1)));
        yield return Hostile("no graph", "no graph", m => m.Graph = null);
        yield return Hostile("tensor larger than its data", "bytes of raw data", m => Tensor(m, "stem.conv.weight").Dims[0] = 1L << 40);
        yield return Hostile(
            "tensor of more values than numbers can tell", "bytes of raw data",
            m => Tensor(m, "stem.conv.weight").Dims.AddRange([-1, 1L << 30, 1L << 30, 1L << 30, 1L << 30]));
        yield return Hostile("tensor of a negative size and of none", "bytes of raw data", m =>
        {
            var tensor = Tensor(m, "stem.conv.weight");
            tensor.RawData = ByteString.Empty;
            tensor.Dims.AddRange([-1, 0]);
        });
        yield return Hostile("other data type", "data type 11", m => m.Graph.Initializer[0].DataType = 11);
        yield return Hostile(
            "tensor attribute", "attribute 'value'",
            m => m.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor }));
        yield return Hostile("no metadata", "'format' must be", m => m.MetadataProps.Clear());
        yield return Hostile("unknown space", "Unknown search space 'x'", m => Metadata(m, "search_space").Value = "x");
        yield return Hostile("broken options", "network_options", m => Metadata(m, "network_options").Value = "{");
        yield return Hostile("huge network", "Channels must be in", m => Metadata(m, "network_options").Value = "{\"Channels\":100000}");
        yield return Hostile(
            "larger network", "must have 16 values",
            m => Metadata(m, "network_options").Value = "{\"Channels\":16,\"CellsPerStage\":1,\"ImageSize\":8,\"AffineCells\":false}");
        yield return Hostile(
            "parameter missing", "stem.conv.weight is not among", m => m.Graph.Initializer.Remove(Tensor(m, "stem.conv.weight")));
        yield return Hostile(
            "parameter changed", "its parameters have the SHA-256",
            m => Tensor(m, "stem.conv.weight").RawData = ByteString.CopyFrom(new byte[4 * 4 * 27]));
        yield return Hostile(
            "values not finite", "not finite",
            m => Tensor(m, "stem.conv.weight").RawData = ByteString.CopyFrom([.. Enumerable.Repeat((byte)0xFF, 4 * 4 * 27)]));
        yield return Hostile("other inputs", "its inputs and outputs must be", m => m.Graph.Input.RemoveAt(1));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void SaveAndLoad_Supernet_KeepsEverything()
    {
        var path = _folder.File("supernet.onnx");
        var made = Create();
        made.Save(path);
        var loaded = SupernetModel.Load(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((loaded.Space.Name, loaded.Network, loaded.HasRunningStatistics), Is.EqualTo((Space.Name, Small, true)));
            Assert.That((loaded.Sha256, loaded.ParametersSha256), Is.EqualTo((made.Sha256, made.ParametersSha256)));
            Assert.That(
                loaded.Sha256, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))));
            Assert.That(loaded.Description.Seed, Is.EqualTo(7));
            Assert.That(loaded.Description.Normalisation, Is.EqualTo(made.Description.Normalisation));
            Assert.That(loaded.Description.Training["epochs"], Is.EqualTo("3"));
            Assert.That(loaded.Metadata["product_version"], Is.Not.Empty);
            Assert.That(
                made.Whole.Parameters.All(p => loaded.Parameters.Values(p).AsSpan().SequenceEqual(made.Parameters.Values(p))), Is.True);
            Assert.That(Directory.GetFiles(_folder.File(".")).Select(Path.GetFileName), Has.None.EndsWith(".tmp"));
        }
    }

    [TestCaseSource(typeof(OnnxNetworkTests), nameof(OnnxNetworkTests.Supernets))]
    public void Whole_OfEverySupernet_HasTheParametersOfItsArchitecturesAndNoOthers(SearchSpace space)
    {
        var union = space.Sample(200, 1).SelectMany(a => space.BuildSubnet(a, Small).Parameters).Distinct();

        Assert.That(space.BuildSupernet(Small).Parameters, Is.EquivalentTo(union));
    }

    [TestCaseSource(nameof(HostileModels))]
    public void Load_HostileFile_SaysWhatIsWrong(string name, string message, Action<ModelProto> change)
    {
        var model = ModelProto.Parser.ParseFrom(Create().WholeSpace(BatchNormStatistics.Batch).ToByteArray());
        change(model);
        var path = _folder.File("hostile.onnx");
        File.WriteAllBytes(path, model.ToByteArray());

        Assert.That(
            () => SupernetModel.Load(path),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains(path).And.Message.Contains(message), name);
    }

    [Test]
    public void Load_TruncatedOrOtherBytes_IsRefused()
    {
        var (path, bytes) = (_folder.File("broken.onnx"), Create().WholeSpace(BatchNormStatistics.Batch).ToByteArray());
        foreach (var broken in (byte[][])[[], bytes[..100], bytes[..^1], [.. Enumerable.Repeat((byte)0xFF, 64)]])
        {
            File.WriteAllBytes(path, broken);
            Assert.That(
                () => SupernetModel.Load(path), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(path),
                $"{broken.Length} bytes");
        }
    }

    [Test]
    public void Load_AboveTheCap_IsRefusedUnread()
    {
        var path = _folder.File("large.onnx");
        Create().Save(path);

        Assert.That(() => SupernetModel.Load(path, 1000), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("at most 1000"));
    }

    [Test]
    public void SaveArchitecture_RunningStatistics_IsAStandAloneModelThatAgreesWithTorch()
    {
        var supernet = Create();
        var (path, images) = (_folder.File("sub.onnx"), Parity.Images(8, supernet.Whole.Nodes[0].Shape));
        foreach (var architecture in Space.Sample(3, 5))
        {
            supernet.SaveArchitecture(architecture, path);
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            using var session = new OnnxSession(model, 1);
            var expected = Parity.Torch(
                Space.BuildNetwork(architecture, new NetworkOptions(Small) { DropDeadEdges = true }), supernet.Parameters, images,
                running: true);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Parity.MaxDifference(session.Logits(images, supernet.Whole.Nodes[0].Shape), expected), Is.LessThan(1e-4));
                Assert.That(
                    model.Graph.Node.Count(n => n.OpType == "BatchNormalization"), Is.EqualTo(1),
                    "only the head's does not follow a convolution");
                Assert.That(Metadata(model, "architecture").Value, Is.EqualTo(architecture.Text));
                Assert.That(Metadata(model, "supernet.sha256").Value, Is.EqualTo(supernet.Sha256));
            }
        }
    }

    [Test]
    public void SaveArchitecture_WithoutRunningStatistics_IsRefused() => Assert.That(
        () => SupernetModel.Create(Space, Small, ParameterSource.Seeded(), new()).SaveArchitecture(
            Space.Parse("333333"), _folder.File("none.onnx")),
        Throws.InvalidOperationException.With.Message.Contains("running statistics"));

    [Test]
    public void Create_ParameterOfAnotherSize_IsNamed() => Assert.That(
        () => SupernetModel.Create(
            Space, Small,
            ParameterSource.Stored(new Dictionary<string, float[]> { ["cells.0.edge.0-1.nor_conv_1x1.weight"] = [1] }, "one value"), new()),
        Throws.InstanceOf<InvalidDataException>().With.Message.Contains(
            "cells.0.edge.0-1.nor_conv_1x1.weight must have 16 values (4×4×1×1), 1 are stored"));

    private static SupernetModel Create() => SupernetModel.Create(
        Space, Small, Parity.Random(Space.BuildSupernet(Small)),
        new() { Seed = 7, Training = new Dictionary<string, string> { ["epochs"] = "3" } });

    private static TestCaseData Hostile(string name, string message, Action<ModelProto> change) =>
        new TestCaseData(name, message, change).SetArgDisplayNames(name);

    private static StringStringEntryProto Metadata(ModelProto model, string key) => model.MetadataProps.Single(m => m.Key == key);

    private static TensorProto Tensor(ModelProto model, string name) => model.Graph.Initializer.Single(t => t.Name == name);

    private static IEnumerable<GraphProto> Branches(ModelProto model) =>
        model.Graph.Node.SelectMany(n => n.Attribute).Select(a => a.G).OfType<GraphProto>();
}
