using NasPipelines.Fixtures.Files;
using NasPipelines.Spaces.NetworkFiles;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Networks.Files;

/// <summary>Files that are wrong, or meant to be: each ends in an error that says where, in bounded time and memory.</summary>
public sealed class HostileFileTests
{
    private static readonly Dictionary<string, (Func<byte[]> File, string Says)> Files = new()
    {
        ["nothing"] = (() => [], "no ONNX model"),
        ["text"] = (() => "this is no model, but a text that is long enough"u8.ToArray(), "no ONNX model"),
        ["cut off"] = (() => OnnxWriter.Example().ToArray()[..400], "cut off"),
        ["circle"] = (() => Model().Node("Add", "a", ["image", "b"]).Node("Relu", "b", ["a"]).Output("b").ToArray(),
            "computed from itself"),
        ["own operand"] = (() => Model().Node("Relu", "a", ["a"]).Output("a").ToArray(), "computed from itself"),
        ["two of a name"] = (() =>
            Model().Node("Relu", "a", ["image"]).Node("Relu", "a", ["image"]).Output("a").ToArray(), "two values are named 'a'"),
        ["sizes that overflow"] = (() => Model().Values(
            [.. Enumerable.Repeat(OnnxWriter.Field(1, (long)int.MaxValue), 4).SelectMany(f =>
                f), .. OnnxWriter.Field(2, 1L), .. OnnxWriter.Field(8, "w")])
            .Node("Conv", "y", ["image", "w"]).Output("y").ToArray(), "larger than any network"),
        ["fewer values than claimed"] = (() =>
            Model().Values("w", [4, 3, 3, 3], new float[7]).Node("Conv", "y", ["image", "w"]).Output("y").ToArray(),
            "needs 108 values"),
        ["claims without values"] = (() => new OnnxWriter().Input("image", "n", 3L, 8L, 8L).Input("w", long.MaxValue, 3L, 3L, 3L)
            .Node("Conv", "y", ["image", "w"]).Output("y").ToArray(), "larger than any network"),
        ["negative sizes"] = (() => Model().Values([.. OnnxWriter.Field(1, -5L), .. OnnxWriter.Field(2, 1L), .. OnnxWriter.Field(8, "w")])
            .Node("Relu", "y", ["image"]).Output("y").ToArray(), "'w'"),
        ["2 GB claimed"] = (() => [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. OnnxWriter.Example().ToArray()], "claims more bytes"),
        ["values elsewhere"] = (() => Model().Values([
            .. OnnxWriter.Field(1, 1L), .. OnnxWriter.Field(2, 1L), .. OnnxWriter.Field(8, "w"),
            .. OnnxWriter.Field(13, [.. OnnxWriter.Field(1, "location"), .. OnnxWriter.Field(2, "/etc/passwd")]),
                .. OnnxWriter.Field(14, 1L)])
            .Node("Add", "y", ["image", "w"]).Output("y").ToArray(), "in another file"),
        ["a million operations"] = (Million, "1000000 operations"),
        ["old operator set"] = (() => Model(6).Node("Relu", "y", ["image"]).Output("y").ToArray(), "operator set is 6"),
        ["new operator set"] = (() => Model(22).Node("Relu", "y", ["image"]).Output("y").ToArray(), "operator set is 22"),
        ["not a number"] = (() => Model().Values("w", [2], new[] { 1f, float.NaN }).Node("Add", "y", ["image", "w"]).Output("y").ToArray(),
            "value 1 of 'w' is not finite"),
        ["constants that grow"] = (() => Growing().ToArray(), "larger than"),
        ["a huge window"] = (() =>
            Model().Node("MaxPool", "y", ["image"], ("kernel_shape", new[] { 1L << 40, 1L })).Output("y").ToArray(), "MaxPool"),
        ["a huge pad"] = (() =>
            Model().Values("p", [8], new long[] { 0, 0, 0, 0, 0, 0, long.MaxValue, 0 }).Node("Pad", "y", ["image", "p"]).Output("y")
            .ToArray(), "Pad"),
        ["a step of zero"] = (() => Model().Values("a", [1], new long[] { 2 }).Values("z", [1], new long[] { 0 })
            .Node("Slice", "y", ["image", "z", "a", "a", "z"]).Output("y").ToArray(), "Slice"),
        ["division by zero"] = (() =>
            Model().Values("z", [1], new long[] { 0 }).Values("o", [1], new long[] { 1 }).Node("Div", "d", ["o", "z"])
            .Node("Reshape", "y", ["image", "d"]).Output("y").ToArray(), "divided by zero"),
        ["no output"] = (() => Model().Node("Relu", "y", ["image"]).ToArray(), "no output"),
        ["an output from nowhere"] = (() => Model().Node("Relu", "y", ["image"]).Output("z").ToArray(), "no input for images"),
        ["no operands"] = (() => Model().Node("Conv", "y", []).Output("y").ToArray(), "no input for images"),
        ["mixed samples"] = (() =>
            Model().Values("s", [2], new long[] { 3, -1 }).Node("Reshape", "y", ["image", "s"]).Output("y").ToArray(), "Reshape"),
        ["an operator of two lines"] = (() => Model().Node("Two\nlines", "y", ["image"]).Output("y").ToArray(), "Two?lines"),
        ["an output of two lines"] = (() => Model().Node("Relu", "c\nd", ["image"]).Output("c\nd").ToArray(), "the output 'c?d' is"),
        ["values of two lines"] = (() => Model().Values("a\nb", [1], new[] { float.NaN }).Node("Add", "y", ["image", "a\nb"]).Output("y")
            .ToArray(), "value 0 of 'a?b' is not finite"),
        ["a batch of four"] = (() => new OnnxWriter().Input("image", 4L, 3L, 8L, 8L).Node("Relu", "y", ["image"]).Output("y").ToArray(),
            "frozen at 4"),
    };

    private static IEnumerable<string> Names => Files.Keys;

    [TestCaseSource(nameof(Names)), CancelAfter(60_000)]
    public void Open_OfAHostileFile_SaysWhatIsWrong(string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("hostile.onnx");
        File.WriteAllBytes(path, Files[name].File());
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => NetworkFile.Open(path, new()),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path).And.Message.Contains(Files[name].Says)
                .And.Message.Not.Contains("\n"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1L << 30));
    }

    [Test]
    public void Open_OfUnknownOperations_NamesThemAll()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("detector.onnx");
        File.WriteAllBytes(path, Model().Node("Resize", "up", ["image"]).Node("NonMaxSuppression", "nms", ["up"])
            .Node("FusedConv", ["y"], ["nms"], "com.microsoft").Output("y").ToArray());

        Assert.That(
            () => NetworkFile.Open(path, new()),
            Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo(
                $"{path}: Resize ('/up', node 0) is not known; NonMaxSuppression ('/nms', node 1) is not known; com.microsoft.FusedConv "
                    + $"('/y', "
                + "node 2) is not known"));
    }

    [Test]
    public void Open_OfSeveralFaults_NamesThemAll()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("faulty.onnx");
        File.WriteAllBytes(path, Model().Values("w", [4, 2, 3, 3], new float[72]).Node("Conv", "a", ["image", "w"])
            .Node("MaxPool", "b", ["image"], ("kernel_shape", new long[] { 99, 99 })).Node("Add", "y", ["a", "b"]).Output("y").ToArray());

        Assert.That(
            () => NetworkFile.Open(path, new()),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("Conv ('/a', node 0)").And.Message.Contains(
                "MaxPool ('/b', node 1)"));
    }

    private static OnnxWriter Model(long opset = 17) => new OnnxWriter(opset).Input("image", "n", 3L, 8L, 8L);

    // A wide network that claims a million operations of two bytes each.
    private static byte[] Million()
    {
        var nodes = new byte[2_000_000];
        for (var i = 0; i < nodes.Length; i += 2)
        {
            nodes[i] = 0x0A;
        }

        return [.. OnnxWriter.Field(1, 8L), .. OnnxWriter.Field(7, nodes)];
    }

    private static OnnxWriter Growing()
    {
        var model = Model().Values("c0", [1], new long[] { 1 }).Values("axis", [], new long[] { 0 });
        for (var i = 0; i < 60; i++)
        {
            model.Node("Concat", $"c{i + 1}", [$"c{i}", $"c{i}"], ("axis", 0L));
        }

        return model.Node("Reshape", "y", ["image", "c60"]).Output("y");
    }
}
