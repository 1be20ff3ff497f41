using NasPipelines.Architectures;
using NasPipelines.TestKit;
using NasPipelines.Training;

namespace NasPipelines.Trainers.Tests;

public sealed class SupernetCheckpointTests
{
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

        Assert.That(network.Parameters.Select(p => (p.Name, p.Size)), Is.SubsetOf(Trained.Values.Select(v => (v.Key, (long)v.Value.Length))));
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
            Assert.That(() => SupernetCheckpoint.Load(folder.File("b")), Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("b")));
        }

        File.WriteAllBytes(folder.File("b"), bytes[..^7]);
        Assert.That(() => SupernetCheckpoint.Load(folder.File("b")), Throws.TypeOf<InvalidDataException>().With.Message.Contains("damaged"));
    }

    [Test]
    public void Average_TwoCheckpoints_IsTheMeanOfEachValue()
    {
        var other = Train(epochs: 2);

        var mean = SupernetCheckpoint.Average([Trained, other]);

        foreach (var name in new[] { "stem.conv.weight", "stem.bn.running_var", "classifier.bias" })
        {
            Assert.That(mean.Values[name], Is.EqualTo(Trained.Values[name].Zip(other.Values[name], (a, b) => (a + b) / 2)).Within(1e-6f), name);
        }
    }

    private static SupernetCheckpoint Train(int epochs) =>
        new SupernetTrainer(Small.Supernet, Small.Images(32), Small.Recipe(epochs)).Train([Small.Parse("3n1nn3"), Small.Parse("nnn3nn")]);
}
