using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.Tests.WeightSharing;

/// <summary>Checkpoints whose checksum is right and whose content is not: refused in a line that names the file.</summary>
internal sealed class HostileCheckpointTests
{
    private static readonly SupernetCheckpointHeader Header = new(
        "nasbench201", Small.Network, "1 epochs", "00", [0.5, 0.5, 0.5], [0.25, 0.25, 0.25], [], [], null);

    [TestCase("ckpt-null-network", "Network is missing")]
    [TestCase("ckpt-short-array", "'stem.conv.weight' must have 108 values (4×3×3×3), 107 are there")]
    [TestCase("ckpt-missing-array", "'stem.conv.weight' must have 108 values (4×3×3×3), it is missing")]
    public void ToModel_AttackFile_NamesFileAndFault(string name, string message)
    {
        var path = TestData.Fixture($"attacks/{name}.supernet");
        Assert.That(
            () => SupernetCheckpoint.Load(path).ToModel(),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(path).And.Message.Contains(message));
    }

    [Test]
    public void Load_Whole_IsAModel()
    {
        using var folder = new TemporaryFolder();
        new SupernetCheckpoint(Header, Values(), Values()).Save(folder.File("a.supernet"));

        Assert.That(SupernetCheckpoint.Load(folder.File("a.supernet")).ToModel().Space, Is.SameAs(SearchSpaces.NasBench201));
    }

    // Each array in turn is missing, short, long, empty.
    [Test]
    public void ToModel_AnyArrayOfAnotherSize_NamesFileAndArray([Values(null, -1, 1, int.MinValue)] int? change)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in Values().Keys)
        {
            var values = Values();
            var length = values[name].Length;
            values.Remove(name);
            if (change is { } more)
            {
                values.Add(name, new float[Math.Max(0, length + more)]);
            }

            new SupernetCheckpoint(Header, values, Values()).Save(folder.File("a.supernet"));
            Assert.That(
                () => SupernetCheckpoint.Load(folder.File("a.supernet")).ToModel(),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.supernet")
                    .And.Message.Contains($"'{name}' must have {length} values"));
        }
    }

    private static IEnumerable<TestCaseData> Headers()
    {
        yield return Case("no space", Header with { Space = null! });
        yield return Case("empty space", Header with { Space = "" });
        yield return Case("no network", Header with { Network = null! });
        yield return Case("no recipe", Header with { Recipe = null! });
        yield return Case("no images", Header with { Images = null! });
        yield return Case("no mean", Header with { Mean = null! });
        yield return Case("mean of another length", Header with { Mean = [0.5, 0.5] });
        yield return Case("one channel", Header with { Mean = [0.5], Deviation = [0.25] });
        yield return Case("no deviation", Header with { Deviation = null! });
        yield return Case("deviation of zero", Header with { Deviation = [0.25, 0, 0.25] });
        yield return Case("no epochs", Header with { Epochs = null! });
        yield return Case("an epoch is null", Header with { Epochs = [null!] });
        yield return Case("no touched", Header with { Touched = null! });
        yield return Case("a touched is null", Header with { Touched = [null!] });
        yield return Case("a kept is null", Header with { Kept = [null!] });
        yield return Case("larger network", Header with { Network = new(Small.Network) { Channels = 8 } });

        static TestCaseData Case(string name, SupernetCheckpointHeader header) => new TestCaseData(header).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Headers))]
    public void ToModel_HeaderThatNoTrainingWrites_NamesTheFile(object header)
    {
        using var folder = new TemporaryFolder();
        Save(folder.File("a.supernet"), (SupernetCheckpointHeader)header);
        var fault = Assert.Throws<InvalidDataException>(() => SupernetCheckpoint.Load(folder.File("a.supernet")).ToModel())!;

        Assert.That(fault.Message, Does.Contain("a.supernet").And.Not.Contain("\n").And.Not.Contain("System."));
    }

    [Test]
    public void ToModel_ValueThatIsNotFinite_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var values = Values();
        values["stem.conv.weight"][3] = float.NaN;
        new SupernetCheckpoint(Header, values, Values()).Save(folder.File("a.supernet"));

        Assert.That(
            () => SupernetCheckpoint.Load(folder.File("a.supernet")).ToModel(),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("a.supernet: Parameter stem.conv.weight has values that are not"));
    }

    [Test]
    public void ToModel_SpaceThatIsNotListed_NamesFileAndSpace()
    {
        using var folder = new TemporaryFolder();
        new SupernetCheckpoint(Header with { Space = "mine" }, Values(), Values()).Save(folder.File("a.supernet"));

        Assert.That(
            () => SupernetCheckpoint.Load(folder.File("a.supernet")).ToModel(),
            Throws.ArgumentException.With.Message.Contains("a.supernet: its search space 'mine' is none of nasbench201"));
    }

    [Test]
    public void Average_OfDifferentNetworks_NamesTheFileAtOdds()
    {
        using var folder = new TemporaryFolder();
        new SupernetCheckpoint(Header, Values(), Values()).Save(folder.File("a.supernet"));
        var other = Header with { Network = new(Small.Network) { Classes = 3 } };
        new SupernetCheckpoint(other, Values(3), Values(3)).Save(folder.File("b.supernet"));
        SupernetCheckpoint[] both =
            [SupernetCheckpoint.Load(folder.File("a.supernet")), SupernetCheckpoint.Load(folder.File("b.supernet"))];

        Assert.That(
            () => SupernetCheckpoint.Average(both),
            Throws.ArgumentException.With.Message.Contains("b.supernet is of another network than").And.Message.Contains("a.supernet"));
    }

    private static Dictionary<string, float[]> Values(int classes = 4) => SearchSpaces.NasBench201
        .BuildSupernet(new(Small.Network) { Classes = classes }).Parameters.ToDictionary(p => p.Name, p => new float[p.Size]);

    // A checkpoint refuses to be made of such a header; only its file can hold one.
    private static void Save(string path, SupernetCheckpointHeader header) => CheckpointBytes.Write(path, header, Values());
}
