using System.Text;
using NasPipelines.Files.Pickles;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Tests.Files.Pickles;

internal sealed class SafePickleTests
{
    // Written by hand from the opcodes' definitions (pickletools): the same dictionary in protocols 0, 2 and 4.
    [TestCase("(dp0\nVa\np1\nI1\nsVb\np2\n(lp3\nF2.5\naNas.")]
    [TestCase("\u0080\u0002}q\u0000(X\u0001\0\0\0aK\u0001X\u0001\0\0\0b]q\u0001(G@\u0004\0\0\0\0\0\0Neu.")]
    [TestCase("\u0080\u0004\u0095\0\0\0\0\0\0\0\0}\u0094(\u008c\u0001a\u0094K\u0001\u008c\u0001b\u0094]\u0094(G@\u0004\0\0\0\0\0\0Neu.")]
    public void Read_SameValueInEachProtocol_IsTheSame(string pickle)
    {
        var root = Node(pickle);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["a"].Integer, Is.EqualTo(1));
            Assert.That(root["b"].Items.First().Number, Is.EqualTo(2.5));
            Assert.That(root["b"].Items.Last().IsNone, Is.True);
        }
    }

    [TestCase("I01\n.", "True")]
    [TestCase("\u0088.", "True")]
    [TestCase("L123L\n.", "123")]
    [TestCase("\u008a\u0002\u00ff\u0000.", "255")]
    [TestCase("\u008a\u0001\u00ff.", "-1")]
    [TestCase("J\u00fe\u00ff\u00ff\u00ff.", "-2")]
    [TestCase("M\u0001\u0001.", "257")]
    [TestCase("(K\u0001K\u0002t.", "(1, 2)")]
    [TestCase("K\u0001K\u0002\u0086.", "(1, 2)")]
    [TestCase("S'ab'\n.", "'ab'")]
    [TestCase("K\u0001K\u00020.", "1")]
    [TestCase("K\u00012\u0086.", "(1, 1)")]
    public void Read_Opcode_HasItsValue(string pickle, string expected) => Assert.That(Read(pickle).ToString(), Is.EqualTo(expected));

    [Test]
    public void Read_NumpyScalar_OfEitherByteOrder()
    {
        // numpy.float64(0.5) and its big-endian twin, as protocol 2 writes them, without memo.
        const string Scalar =
            "cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002f8K\u0000K\u0001\u0087R(K\u0003U"
            + "\u0001{0}NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tbU\u0008{1}\u0086R.";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Read(Scalar.Replace("{0}", "<").Replace("{1}", "\0\0\0\0\0\0\u00e0\u003f")).Float, Is.EqualTo(0.5));
            Assert.That(Read(Scalar.Replace("{0}", ">").Replace("{1}", "\u003f\u00e0\0\0\0\0\0\0")).Float, Is.EqualTo(0.5));
        }
    }

    [Test]
    public void Read_DoublingBySharing_KeepsTheSharing()
    {
        object value = new object[] { "leaf" };
        for (var level = 0; level < 60; level++)
        {
            value = new object[] { value, value };
        }

        var root = Read(Encoding.Latin1.GetString(PickleWriter.Write(value)));
        var list = (PickleList)root.Content!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Depth, Is.EqualTo(61));
            Assert.That(list.Items[0].Content, Is.SameAs(list.Items[1].Content));
        }
    }

    [Test]
    public void Read_Skip_KeepsNeitherValueNorLosesWhatFollows()
    {
        (object, object)[] curve = [(0, 1.5), (1, 2.5)];
        var pickle = PickleWriter.Write(
            new (object, object)[] { ("drop", curve), ("keep", 1), ("drop", new object[] { "text", curve }), ("last", "text") });
        var root = new PickleNode("test", Read(Encoding.Latin1.GetString(pickle), key => key == "drop"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Dictionary.Entries, Has.Count.EqualTo(2));
            Assert.That(root["keep"].Integer, Is.EqualTo(1));
            Assert.That(root["last"].Text, Is.EqualTo("text"), "a text first met in skipped content");
        }
    }

    [Test]
    public void Read_SkippedContentUsedElsewhere_IsNoticed()
    {
        (object, object)[] shared = [("x", 1.5)];
        var pickle = Encoding.Latin1.GetString(PickleWriter.Write(new (object, object)[] { ("drop", shared), ("keep", shared) }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => new PickleNode("test", Read(pickle, key => key == "drop"))["keep"]["x"].Number,
                Throws.TypeOf<SkippedContentException>());
            Assert.That(Node(pickle)["keep"]["x"].Number, Is.EqualTo(1.5));
        }
    }

    [TestCase("cos\ngetcwd\n.", "os.getcwd")]
    [TestCase("c__builtin__\neval\n(S'1'\ntR.", "__builtin__.eval")]
    [TestCase("\u008c\u0002os\u008c\u0006getcwd\u0093.", "os.getcwd")]
    [TestCase("(ios\ngetcwd\n.", "os.getcwd")]
    [TestCase("cnumpy\nndarray\n)R.", "no function that may be called")]
    [TestCase("K\u0001)R.", "no function that may be called")]
    [TestCase("]K\u0001b.", "gets a state")]
    [TestCase("\u0082\u0001.", "not read")]
    [TestCase("Vid\nQ.", "outside itself")]
    public void Read_WhatCouldRunSomething_IsRefusedByName(string pickle, string named) =>
        Assert.That(
            () => Read(pickle), Throws.TypeOf<InvalidDataException>().With.Message.Contains(named).And.Message.Contains("test, byte"));

    [TestCase("h\u0007.", "refers back")]
    [TestCase("K\u0001K\u0001K\u00010q\u0005h\u0002.", "refers back")]
    [TestCase("K\u0001r\u00ff\u00ff\u00ff\u007f.", "numbers a value")]
    [TestCase("X\u00ff\u00ff\u00ff\u00ff.", "claims")]
    [TestCase("\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.", "claims")]
    [TestCase("0.", "not there")]
    [TestCase("t.", "mark")]
    [TestCase("(.", "0 values and 1 open marks")]
    [TestCase("}(K\u0001u.", "key without a value")]
    [TestCase("]q\u0000h\u0000a.", "holds itself")]
    [TestCase("]q\u0000]q\u0001h\u0000ah\u0000h\u0001a.", "changes after another holds it")]
    [TestCase("\u0080\u0009.", "protocol 9")]
    [TestCase("X\u0002\0\0\0\u00ff\u00ff.", "damaged")]
    [TestCase("Iabc\n.", "damaged")]
    public void Read_Damaged_SaysWhereAndWhat(string pickle, string reason) =>
        Assert.That(
            () => Read(pickle), Throws.TypeOf<InvalidDataException>().With.Message.Contains(reason).And.Message.Contains("test, byte"));

    [Test]
    public void Read_DeepNesting_IsRefusedOnDepth()
    {
        var pickle = string.Concat(Enumerable.Repeat("]", 100_000)) + string.Concat(Enumerable.Repeat("a", 99_999)) + ".";
        Assert.That(() => Read(pickle), Throws.TypeOf<InvalidDataException>().With.Message.Contains("nested more than 64"));
    }

    [Test]
    public void Read_MoreThanMayBeKept_IsRefused()
    {
        var pickle = PickleWriter.Write(Enumerable.Range(0, 1000).Select(i => (object)$"text {i} {new string('x', 60)}").ToArray());
        var options = new PickleOptions { Globals = PickleGlobals.Numpy, MaxKeptBytes = 10_000 };
        Assert.That(
            () => SafePickle.Read(new("test", new MemoryStream(pickle)), options),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("10000 bytes"));
    }

    private static PickleNode Node(string pickle) => new("test", Read(pickle));

    private static PickleValue Read(string pickle, Func<string, bool>? skip = null) => SafePickle.Read(
        new("test", new MemoryStream(Encoding.Latin1.GetBytes(pickle))), new() { Globals = PickleGlobals.Numpy, Skip = skip });
}
