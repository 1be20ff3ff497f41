using Google.Protobuf;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.OneShot;

/// <summary>
/// ONNX files of other programs, and of this one after others changed them: read, or refused for the reason that matters.
/// </summary>
internal sealed class ForeignModelTests
{
    // The reported files; what is not listed is the network's own supernet, saved again by another program.
    [TestCase("40-pytorch-exports/pt-plain-13.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("40-pytorch-exports/pt-super-as18.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("40-pytorch-exports/pt-super-kia.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("40-pytorch-exports/pt-super-train.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("40-pytorch-exports/pt-super.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("41-onnx-external/external.onnx", "the values of 'stem.conv.weight' are outside the file")]
    [TestCase("41-onnx-external/floatdata.onnx", "are not in its raw_data")]
    [TestCase("41-onnx-external/inputs.onnx",
        "its inputs and outputs must be image, architecture, logits (were image, architecture, integer.0")]
    [TestCase("42-onnx-resaved/net.onnx", "it is the network of one architecture")]
    [TestCase("42-onnx-resaved/nometa.onnx", "its metadata do not say that it is a supernet")]
    [TestCase("42-onnx-resaved/twoopsets.onnx", "its operator sets are '' 18, 'ai.onnx.ml' 3")]
    public void Load_ReportedModel_IsNotASupernetForTheReasonThatMatters(string file, string message)
    {
        var path = TestData.Fixture($"reports/{file}");
        var fault = Assert.Throws<InvalidDataException>(() => SupernetModel.Load(path))!;
        Assert.That(fault.Message, Does.StartWith($"{path} is not a supernet of nas train: ").And.Contain(message));
        Assert.That(fault.Message, Has.Length.LessThan(path.Length + 600).And.Not.Contains('\n'));
    }

    [TestCase("resaved")]
    [TestCase("shapes")]
    [TestCase("annotated")]
    public void Load_SavedAgainByAnotherProgram_HasTheSameParameters(string name) => Assert.That(
        SupernetModel.Load(TestData.Fixture($"reports/42-onnx-resaved/{name}.onnx")).ParametersSha256,
        Is.EqualTo(SupernetModel.Load(TestData.Fixture("reports/42-onnx-resaved/resaved.onnx")).ParametersSha256));

    [Test]
    public void Load_AttackWithoutNetworkOptions_SaysThatTheyAreNull() => Assert.That(
        () => SupernetModel.Load(TestData.Fixture("attacks/netnull.onnx")),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("netnull.onnx")
            .And.Message.Contains("its metadata 'network_options' cannot be read ('null'): it is null"));

    // Every value of the metadata, in every form that JSON has, and left out.
    [Test]
    public void Load_AnyMetadataInAnyForm_LoadsOrNamesTheFile(
        [Values("null", "[]", "{}", "\"\"", "0", "-1", "1e999", "[null]", "[[1]]", "[1, \"a\"]", "{\"Channels\": null}",
            "{\"Channels\": \"4\"}",
            "{\"Channels\": [4]}", "{\"Form\": 7}", "true", "", "NaN", "[0.5]", "[1e400, 1, 1]", null)] string? value)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.onnx");
        SupernetModel.Create(
            SearchSpaces.NasBench201,
            new NetworkOptions { Channels = 2, CellsPerStage = 1, Classes = 2, ImageSize = 8, AffineCells = false },
            ParameterSource.Seeded(1), new() { Normalisation = ImageNormalisation.None(3), Seed = 1 }).Save(path);
        var good = File.ReadAllBytes(path);
        var keys = ModelProto.Parser.ParseFrom(good).MetadataProps.Select(m => m.Key).ToList();
        Assert.That(keys, Has.Count.GreaterThan(8));
        foreach (var key in keys)
        {
            var model = ModelProto.Parser.ParseFrom(good);
            var entry = model.MetadataProps.Single(m => m.Key == key);
            model.MetadataProps.Remove(entry);
            if (value is not null)
            {
                model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
            }

            File.WriteAllBytes(path, model.ToByteArray());
            try
            {
                SupernetModel.Load(path);
            }
            catch (InvalidDataException fault)
            {
                Assert.That(fault.Message, Does.Contain(path).And.Not.Contain("\n").And.Not.Contain("System."));
            }
        }
    }
}
