using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

public sealed class SizeAndMacroSpaceTests
{
    [Test]
    public void Enumerate_NatsSizes_AreAll32768()
    {
        var texts = SearchSpaces.NatsSizes.Enumerate().Select(a => a.Text).ToList();

        Assert.That(SearchSpaces.NatsSizes.Size, Is.EqualTo((System.Numerics.BigInteger)32768));
        Assert.That(texts.Distinct().Count(), Is.EqualTo(32768));
        Assert.That((texts[0], texts[1], texts[^1]), Is.EqualTo(("8:8:8:8:8", "8:8:8:8:16", "64:64:64:64:64")));
    }

    [TestCase("8:16:24:32", "expected 5 channel counts joined by ':', found 4")]
    [TestCase("8:16:24:32:41", "channels of layer 5: 41 is not one of 8, 16, 24, 32, 40, 48, 56, 64")]
    [TestCase("8:16:24:32:x", "'x' is not a number of channels")]
    public void Parse_MalformedSizes_SaysWhatIsRight(string text, string message) =>
        Assert.That(() => SearchSpaces.NatsSizes.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    // 3,256 architectures were trained; the table lacks one of them.
    [Test]
    public void Enumerate_Macro_IsTheTableAndOneMore()
    {
        var table = GzipCsv.Read(TestData.Data("macro/transnas101_macro.csv.gz")).Select(row => row["arch"]).ToHashSet();
        var space = SearchSpaces.TransNasMacro.Enumerate().Select(a => a.Text).ToList();

        Assert.That(space, Has.Count.EqualTo(3256).And.Unique);
        Assert.That(space.Except(table), Is.EqualTo(new[] { "64-113444-basic" }));
        Assert.That(table.Except(space), Is.Empty);
    }

    [TestCase("64-1111-basic", "one to three modules that double the channels, 2 or 4 (found 0)")]
    [TestCase("64-2121-basic", "one to four modules that halve the size, 3 or 4 (found 0)")]
    [TestCase("64-242-basic", "4 to 6 modules (found 3)")]
    [TestCase("64-5111-basic", "is not of the form 64-4111-basic")]
    public void Parse_MalformedMacro_SaysWhatIsRight(string text, string message) =>
        Assert.That(() => SearchSpaces.TransNasMacro.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));
}
