using System.Text;
using NasPipelines.Files.Pickles;

namespace NasPipelines.Tests.Files.Pickles;

/// <summary>Short pickles that stand for endless messages or memory.</summary>
internal sealed class HostilePickleTests
{
    private const long Allowed = 1 << 20;

    // A tuple of four times the tuple before, and so on; it is then called.
    [TestCase(8)]
    [TestCase(13)]
    [TestCase(60)]
    public void Read_SharedTuplesInTuples_AreNamedInALine(int levels)
    {
        var pickle = new StringBuilder(")q\0");
        for (var level = 0; level < levels; level++)
        {
            pickle.Append('(').Append(string.Concat(Enumerable.Repeat($"h{(char)level}", 4))).Append($"tq{(char)(level + 1)}");
        }

        Assert.That(
            () => Read(pickle.Append(")R.").ToString()),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("Tuple").And.Message.Length.LessThan(200));
    }

    [Test]
    public void Read_LongText_IsShownByItsStart()
    {
        var text = string.Concat(Enumerable.Repeat("line\n", 1000));
        Assert.That(
            () => Read($"X\u0088\u0013\0\0{text})R."),
            Throws.TypeOf<InvalidDataException>().With.Message.Length.LessThan(250).And.Message.Not.Contains("\n"));
    }

    private static IEnumerable<TestCaseData> Floods()
    {
        var letters = $"X\0\0\u0001\0{new string('a', 1 << 16)}"; // 65,536 of them
        yield return Flood(
            "a text encoded again and again", "c_codecs\nencode\nq\0(" + letters + "X\u0006\0\0\0latin1tq\u0001]", "h\0h\u0001Ra");
        yield return Flood(
            "an ordered dictionary of many pairs made again and again",
            "ccollections\nOrderedDict\nq\0]q\u0001(K\u0001K\u0002\u0086q\u0002"
                + string.Concat(Enumerable.Repeat("h\u0002", 5000)) + "eh\u0001\u0085q\u0003]",
            "h\0h\u0003Ra");
        yield return Flood("arrays", "cnumpy.core.multiarray\n_reconstruct\nq\0]", "h\0)Ra");
        yield return Flood("types", "cnumpy\ndtype\nq\0U\u0002f8\u0085q\u0001]", "h\0h\u0001Ra");
        yield return Flood("values on the stack", "]", "N");
        yield return Flood("open marks", "]", "((((");
        yield return Flood("numbered values", "]", "\u0094");
        yield return Flood("empty lists", "]", "(la");
        yield return Flood("empty dictionaries", "]", "(da");
        yield return Flood("empty sets", "]", "\u008fa");
        yield return Flood("tuples of one", "]", "N\u0085a");
        yield return Flood("large numbers", "]", $"\u008a\u00ff{new string('\u0001', 255)}a");
        yield return Flood("items of a list", "]", "Na");
        yield return Flood("entries of a dictionary", "}", "K\u0001Ns");
    }

    [TestCaseSource(nameof(Floods))]
    public void Read_MoreThanIsAllowed_IsRefusedBeforeItIsMade(string start, string repeated)
    {
        var pickle = Encoding.Latin1.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, 100_000)) + ".");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(
            () => SafePickle.Read(new("test", new MemoryStream(pickle)), new() { Globals = PickleGlobals.Torch, MaxKeptBytes = Allowed }),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains($"{Allowed} bytes of memory"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(8 * Allowed));
    }

    private static TestCaseData Flood(string name, string start, string repeated) =>
        new TestCaseData(start, repeated).SetArgDisplayNames(name);

    private static PickleValue Read(string pickle) =>
        SafePickle.Read(new("test", new MemoryStream(Encoding.Latin1.GetBytes(pickle))), new() { Globals = PickleGlobals.Numpy });
}
