using NasPipelines.Spaces.Literals;

namespace NasPipelines.Tests.Spaces;

internal sealed class LiteralReaderTests
{
    [TestCase("12", 12)]
    [TestCase("-1.5e3", -1500)]
    [TestCase("1.", 1)]
    [TestCase(".5", 0.5)]
    [TestCase("1_000", 1000)]
    [TestCase("True", 1)]
    [TestCase("np.False_", 0)]
    [TestCase("((4))", 4)]
    [TestCase("np.int64(4)", 4)]
    [TestCase("numpy.float32(0.25)", 0.25)]
    [TestCase("tensor(3, device='cuda:0')", 3)]
    public void Read_Number_IsItsValue(string text, double expected) => Assert.That(LiteralReader.Read(text).Value, Is.EqualTo(expected));

    [TestCase("'it' 's'", "it|s")]
    [TestCase(@"'a\'b\\\n'", "a'b\\\n")]
    [TestCase("\"\\u00e9\\x41\"", "éA")]
    [TestCase("b'raw'", "raw")]
    public void Read_Text_ResolvesEscapes(string text, string expected)
    {
        var literal = LiteralReader.Read($"[{text}]");
        Assert.That(string.Join('|', literal.Items.Select(item => item.Text)), Is.EqualTo(expected));
    }

    [TestCase("range(2, 6)", "2 3 4 5")]
    [TestCase("range(3)", "0 1 2")]
    [TestCase("range(5, 0, 2)", "")]
    [TestCase("np.arange(1, 6, 2)", "1 3 5")]
    [TestCase("list(range(4, 6))", "4 5")]
    [TestCase("frozenset({4, 5})", "4 5")]
    [TestCase("1, 2,", "1 2")]
    [TestCase("(1,)", "1")]
    [TestCase("[]", "")]
    [TestCase("set()", "")]
    [TestCase("[ 1  2\n 3]", "1 2 3")]
    public void Read_List_IsItsValues(string text, string expected) =>
        Assert.That(string.Join(' ', LiteralReader.Read(text).Integers("list")), Is.EqualTo(expected));

    [TestCase("{'a': 1, \"b\": 2}")]
    [TestCase("dict(a=1, b=2)")]
    [TestCase("OrderedDict([('a', 1), ('b', 2)])")]
    [TestCase("collections.OrderedDict({'a': 1}, b=2)")]
    [TestCase("defaultdict(<class 'int'>, {'a': 1, 'b': 2})")]
    [TestCase("Configuration(values={\n  'a': 1,\n  'b': 2,\n})")]
    [TestCase("Anything(a=1, b=2)")]
    public void Read_Map_IsItsEntries(string text) => Assert.That(
        LiteralReader.Read(text).Entries.Select(entry => $"{entry.Key}{entry.Value.Integer}"), Is.EqualTo(new[] { "a1", "b2" }));

    [TestCase("", 0)]
    [TestCase("()", 0)]
    public void Read_Nothing_IsAnEmptyList(string text, int count) => Assert.That(LiteralReader.Read(text).Items, Has.Count.EqualTo(count));

    [TestCase("[1, 2", "']' is expected at character 6, the end")]
    [TestCase("[1, 2)", "brackets do not match")]
    [TestCase("[1,, 2]", "a value is expected at character 4 (', 2]')")]
    [TestCase("'abc", "a text in quotes does not end at character 1")]
    [TestCase("'abc\\", "a text in quotes does not end")]
    [TestCase("'\\u12'", "an escape is not well formed")]
    [TestCase("1.2.3", "a number is not well formed")]
    [TestCase("{1: 2, 3}", "a value without a key")]
    [TestCase("range(10000)", "more than 1000 values")]
    [TestCase("range(-2147483648, 2147483647)", "more than 1000 values")]
    [TestCase("range('a')", "one to three whole numbers")]
    [TestCase("np.int64([1])", "np.int64(…) holds a list")]
    [TestCase("OrderedDict([1])", "'1' is not a pair of key and value")]
    [TestCase("f(<a", "'<' has no '>'")]
    public void Read_Malformed_SaysWhatAndWhere(string text, string message) =>
        Assert.That(() => LiteralReader.Read(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [TestCase("[", "nested deeper than 24")]
    [TestCase("f(", "nested deeper than 24")]
    [TestCase("{1:", "nested deeper than 24")]
    [TestCase("1,", "more than 8192 values")]
    public void Read_TooDeepOrTooMuch_IsRefused(string part, string message) => Assert.That(
        () => LiteralReader.Read(string.Concat(Enumerable.Repeat(part, 20_000))),
        Throws.TypeOf<FormatException>().With.Message.Contains(message));
}
