using System.Text;
using NasPipelines.Fixtures.Files;
using NasPipelines.OneShot.Import;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.OneShot.Import;

/// <summary>Checkpoints that are damaged, hostile, or of networks that are none of ours.</summary>
public sealed class HostileCheckpointTests
{
    private const string Stem = "stem.0.weight";
    private readonly TemporaryFolder _folder = new();

    internal static IEnumerable<TestCaseData> Faults()
    {
        yield return Fault("weights that are not numbers", "'stem.0.weight' has values that are not finite: element 1 is NaN", c =>
            c.Replace(Stem, c.Writer.Tensor([1, float.NaN, .. new float[106]], 4, 3, 3, 3)));
        yield return Fault("endless weights", "not finite: element 0 is Infinity", c =>
            c.Replace("classifier.bias", c.Writer.Tensor([float.PositiveInfinity, .. new float[9]], 10)));
        yield return Fault("an overflowing shape", "must have the shape (10), was (10, 2147483647,", c =>
            c.Replace("classifier.bias", c.Writer.Tensor("FloatStorage", new byte[4], 1, [10, int.MaxValue, int.MaxValue])));
        yield return Fault("a negative size", "whole numbers in [0,", c =>
            c.Replace(Stem, c.Writer.Tensor("FloatStorage", new byte[4], 1, [4, -3, 3, 3])));
        yield return Fault("2 GB of claims and 4 bytes", " bytes", c =>
            c.Replace("cells.0.edges.1<-0.2.op.1.weight", c.Writer.Tensor("FloatStorage", new byte[4], int.MaxValue, [4, 4, 1, 1])));
        yield return Fault("a channel count of billions", "Channels must be in [1, 4096]", c =>
            c.Replace(Stem, c.Writer.Tensor("FloatStorage", new byte[4], 1, [int.MaxValue, 3, 3, 3])));
        yield return Fault("a missing weight", "1 keys of layout autodl are missing: cells.0.edges.2<-1.3.op.1.weight", c =>
            c.Remove("cells.0.edges.2<-1.3.op.1.weight"));
        yield return Fault("a bias that nothing takes up", "'cells.2.downsample.1.bias' is the bias of a convolution without", c =>
            c.Add("cells.2.downsample.1.bias", new float[8], 8));
        yield return Fault("whole numbers as weights", "must be of floating-point numbers, was of i8", c =>
            c.Replace("classifier.bias", c.Writer.Tensor("LongStorage", new byte[80], 10, [10])));
        yield return Fault("a negative variance", "has a negative variance: element 0", c =>
            c.Replace("stem.1.running_var", c.Writer.Tensor([-1, 1, 1, 1], 4)));
        yield return Fault("too few cells", "it has 7 cells with reduction blocks at 2, 5", c =>
        {
            foreach (var key in c.Keys.Where(k => k.StartsWith("cells.7.", StringComparison.Ordinal)).ToList())
            {
                c.Remove(key);
            }
        });
        yield return Fault("partial channels", "as in PC-DARTS", c =>
            c.Replace("cells.0.edges.1<-0.2.op.1.weight", c.Writer.Tensor([1], 1, 1, 1, 1)));
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCaseSource(nameof(Faults))]
    public void Import_Fault_IsALineThatNamesFileAndKey(string message, Action<object> change)
    {
        var checkpoint = Checkpoints.AutoDl();
        change(checkpoint);
        foreach (var bytes in new[] { checkpoint.Writer.Zip(checkpoint.State()), checkpoint.Writer.Legacy(checkpoint.State()) })
        {
            Refused(bytes, message);
        }
    }

    // A dictionary that holds an object that holds the dictionary; a list in itself; a function that is called.
    [TestCase("}q\0(X\u0001\0\0\0acargparse\nNamespace\n)\u0081q\u0001h\0bu.", "holds")]
    [TestCase("cargparse\nNamespace\n)\u0081q\0}q\u0001(X\u0001\0\0\0ah\0ubh\u0001\u0086.", "holds it")]
    [TestCase("]q\0h\0a.", "a list holds itself")]
    [TestCase("cos\nsystem\nX\u0002\0\0\0id\u0085R.", "os.system, which is not allowed (nothing was called)")]
    [TestCase("}(X\u0005\0\0\0modelcos\nsystem\nX\u0002\0\0\0id\u0085Ru.", "os.system, which is not allowed")]
    [TestCase("X\u00ff\u00ff\u00ff\u007fa.", "bytes")]
    public void Import_HostilePickle_IsRefused(string pickle, string message) =>
        Refused(new TorchWriter().Zip(Encoding.Latin1.GetBytes("\u0080\u0002" + pickle)), message);

    // What is skipped may name anything: it is read over, and never called.
    [Test]
    public void Import_GlobalsInAnOptimiser_AreReadOver()
    {
        var checkpoint = Checkpoints.AutoDl();
        var file = new (object, object)[]
        {
            ("optimizer", new PickledObject(new("os", "system"), ValueTuple.Create("exit 1"))),
            ("search_model", checkpoint.State()),
        };
        Assert.That(PythonSupernet.Import(Write(checkpoint.Writer.Zip(file))).Layout, Is.EqualTo("autodl"));
    }

    [Test]
    public void Import_NetworkThatIsNoneOfOurs_SaysWhy()
    {
        using (Assert.EnterMultipleScope())
        {
            var close = new Checkpoint(SearchSpaces.NasBench201, Checkpoints.Small201);
            close.AddUnused("cells.0.c_1.p_ops.2.op.1.weight", 4, 4, 1, 1);
            Refused(close.Writer.Zip(close.State()), "CLOSE");

            var partial = Checkpoints.OfDarts(awnas: false);
            partial.Replace("cells.0._ops.0._ops.4.op.1.weight", partial.Writer.Tensor(new float[9], 1, 1, 3, 3));
            Refused(partial.Writer.Zip(partial.State()), "1 of 4 channels: it is a supernet of PC-DARTS");

            var other = new Checkpoint(SearchSpaces.NasBench201, Checkpoints.Small201);
            other.AddUnused("layer1.0.conv1.weight", 1);
            Refused(other.Writer.Zip(other.State()), "(layer1.0.conv1.weight)");
            Refused(other.Writer.Zip(new (object, object)[] { ("epoch", 3) }), "no dictionary of tensors; it holds epoch");

            var shot = Checkpoints.OneShot1(SearchSpaces.NasBench1Shot1, 5, awnas: false);
            Refused(shot.Writer.Zip(shot.State()), "SearchSpace must name one");
            Refused(
                shot.Writer.Zip(shot.State()), "have 4 vertices", new() { SearchSpace = SearchSpaces.NasBench1Shot1Sub1 });
            Refused(
                shot.Writer.Zip(shot.State()), "not of layout autodl; they look like nasbench1shot1", new() { Layout = "autodl" });
            Refused(
                partial.Writer.Zip(partial.State()), "PC-DARTS", new() { Layout = "quark", SearchSpace = SearchSpaces.NasBench301 });
        }
    }

    [Test]
    public void Import_WrongOptions_AreNamed()
    {
        var checkpoint = Checkpoints.AutoDl();
        var path = Write(checkpoint.Writer.Zip(checkpoint.State()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => PythonSupernet.Import(path, new() { Layout = "x", ImageSize = 1 }),
                Throws.ArgumentException.With.Message.Contains("Layout must be one of autodl").And.Message.Contains("ImageSize must be"));
            Assert.That(
                () => PythonSupernet.Import(path, new() { SearchSpace = SearchSpaces.NatsSizes }),
                Throws.ArgumentException.With.Message.Contains("No layout is of nats-sss"));
            Assert.That(
                () => PythonSupernet.Import(path, new() { Operations = ["none"] }),
                Throws.ArgumentException.With.Message.Contains("nor_conv_1x1"));
            Assert.That(() => PythonSupernet.Import(_folder.File("none.pth")), Throws.TypeOf<FileNotFoundException>());
        }
    }

    private void Refused(byte[] bytes, string message, SupernetImportOptions? options = null)
    {
        var path = Write(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(
            () => PythonSupernet.Import(path, options),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains(message).And.Message.Contains(path)
                .And.Message.Not.Contains("\n"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(256L << 20));
    }

    private static TestCaseData Fault(string name, string message, Action<Checkpoint> change) =>
        new TestCaseData(message, (Action<object>)(checkpoint => change((Checkpoint)checkpoint))).SetArgDisplayNames(name);

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("checkpoint.pth"), bytes);
        return _folder.File("checkpoint.pth");
    }
}
