using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetCheckpointTests
{
    private const int Start = 24 + 64;

    private static readonly SupernetCheckpoint Trained = Train(epochs: 1);

    [Test]
    public void Load_Saved_KeepsEverything()
    {
        using var folder = new TemporaryFolder();
        Trained.Save(folder.File("a"));

        var loaded = SupernetCheckpoint.Load(folder.File("a"));

        Assert.Multiple(() =>
        {
            Assert.That(loaded.Identity, Is.EqualTo(Trained.Identity));
            Assert.That(loaded.Values.Keys, Is.EqualTo(Trained.Values.Keys));
            Assert.That(loaded.Network, Is.EqualTo(Trained.Network));
            Assert.That(loaded.Normalisation, Is.EqualTo(Trained.Normalisation));
            Assert.That(loaded.Epochs[0].Loss, Is.EqualTo(Trained.Epochs[0].Loss));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(folder.File("a"))!), Has.Length.EqualTo(1), "no temporary file stays");
        });
    }

    [Test]
    public void Values_OfASupernet_AreThoseOfItsNetworks()
    {
        var network = SearchSpaces.NasBench201.BuildNetwork(Small.Parse("13s3p1"), Small.Network);

        Assert.That(
            network.Parameters.Select(p => (p.Name, p.Size)), Is.SubsetOf(Trained.Values.Select(v => (v.Key, (long)v.Value.Length))));
        Assert.That(Trained.Values.Keys, Does.Contain("cells.2.edge.0-2.nor_conv_3x3.bn.running_mean").And.Contain("stem.bn.running_var"));
    }

    [Test]
    public void Load_AnyDamage_ThrowsInvalidData()
    {
        using var folder = new TemporaryFolder();
        Trained.Save(folder.File("a"));
        var bytes = File.ReadAllBytes(folder.File("a"));
        foreach (var position in new[] { 0, 30, 100, bytes.Length / 2, bytes.Length - 1 })
        {
            byte[] damaged = [.. bytes];
            damaged[position] ^= 0x40;
            File.WriteAllBytes(folder.File("b"), damaged);
            Assert.That(
                () => SupernetCheckpoint.Load(folder.File("b")),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("b")));
        }

        File.WriteAllBytes(folder.File("b"), bytes[..^7]);
        Assert.That(
            () => SupernetCheckpoint.Load(folder.File("b")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("damaged"));
    }

    // What stands in the header's place, and the field that the message must name.
    [TestCase("{}", "Space")]
    [TestCase("{}", "Network")]
    [TestCase("{}", "Recipe")]
    [TestCase("{}", "Images")]
    [TestCase("{}", "Mean")]
    [TestCase("{}", "Deviation")]
    [TestCase("{}", "Epochs")]
    [TestCase("{}", "Touched")]
    [TestCase("null", "null")]
    [TestCase("""{"Space":"nasbench201","Network":null}""", "Network")]
    [TestCase("""{"Epochs":[null]}""", "Epochs")]
    [TestCase("""{"Epochs":[{"Epoch":1}]}""", "Probes")]
    [TestCase("""{"Touched":[null]}""", "Touched")]
    [TestCase("""{"Mean":[0.5,0.5],"Deviation":[1]}""", "Deviation")]
    [TestCase("""{"Network":{"Classes":-1}}""", "Classes")]
    [TestCase("""{"Mean":"half"}""", "Mean")]
    public void Load_HeaderThatLacksSomething_NamesFileAndField(string header, string field)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.supernet"), WithHeader(Encoding.UTF8.GetBytes(header), [0, 0, 0, 0, 0, 0, 0, 0]));

        Assert.That(
            () => SupernetCheckpoint.Load(folder.File("a.supernet")),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("a.supernet")).And.Message.Contains(field));
    }

    [Test]
    public void Load_ArrayThatClaimsMoreThanTheFileHolds_IsRefusedWithoutTakingTheMemory()
    {
        using var folder = new TemporaryFolder();
        Trained.Save(folder.File("a"));
        var bytes = File.ReadAllBytes(folder.File("a"));
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Start));
        var header = bytes.AsSpan(Start + 4, length).ToArray();
        byte[] claims = [1, 0, 0, 0, 1, 0, 0, 0, (byte)'a', 0, 0, 16, 0, .. new byte[1 << 20]]; // 2^20 numbers in 2^20 bytes
        File.WriteAllBytes(folder.File("b"), WithHeader(header, claims));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => SupernetCheckpoint.Load(folder.File("b")), Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("b")));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }

    [Test]
    public void Average_OfOtherArrays_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Trained.Save(folder.File("a"));
        var bytes = File.ReadAllBytes(folder.File("a"));
        var header = bytes.AsSpan(Start + 4, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Start))).ToArray();
        File.WriteAllBytes(folder.File("b"), WithHeader(header, [1, 0, 0, 0, 1, 0, 0, 0, (byte)'a', 0, 0, 0, 0, 0, 0, 0, 0]));

        Assert.That(
            () => SupernetCheckpoint.Average([SupernetCheckpoint.Load(folder.File("b")), Trained]),
            Throws.ArgumentException.With.Message.Contains("one network"));
    }

    [Test]
    public void Average_TwoCheckpoints_IsTheMeanOfEachValue()
    {
        var other = Train(epochs: 2);

        var mean = SupernetCheckpoint.Average([Trained, other]);

        foreach (var name in new[] { "stem.conv.weight", "stem.bn.running_var", "classifier.bias" })
        {
            Assert.That(
                mean.Values[name], Is.EqualTo(Trained.Values[name].Zip(other.Values[name], (a, b) => (a + b) / 2)).Within(1e-6f), name);
        }
    }

    private static byte[] WithHeader(byte[] header, byte[] arrays)
    {
        byte[] body = [.. BitConverter.GetBytes(header.Length), .. header, .. arrays];
        return [.. Encoding.ASCII.GetBytes("NasPipelines.Supernet/1\n" + Convert.ToHexString(SHA256.HashData(body)).ToLowerInvariant()),
            .. body];
    }

    private static SupernetCheckpoint Train(int epochs) =>
        new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(epochs)).Train([Small.Parse("3n1nn3"), Small.Parse("nnn3nn")]);
}
