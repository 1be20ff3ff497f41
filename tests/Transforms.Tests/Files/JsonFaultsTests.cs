using System.Text.Json;
using NasPipelines.Files;

namespace NasPipelines.Tests.Files;

internal sealed class JsonFaultsTests
{
    [TestCase("{\"Number\": \"x\"}", "a whole number is expected at $.Number (line 1, byte ")]
    [TestCase("{\"Share\": {}}", "a number is expected at $.Share")]
    [TestCase("{\"Name\": 1}", "a text is expected at $.Name")]
    [TestCase("{\"Yes\": 1}", "true or false is expected at $.Yes")]
    [TestCase("{\"Items\": 1}", "a list is expected at $.Items")]
    [TestCase("[]", "another kind of value is expected")]
    [TestCase("{}", "missing is 'Name'")]
    [TestCase("{\"Number\": nulx and\n more}", "(line 1, byte ")]
    public void Text_OfAnyFault_IsALineWithoutNamesOfTypes(string json, string expected)
    {
        var fault = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Content>(json))!;
        Assert.That(JsonFaults.Text(fault), Does.Contain(expected).And.Not.Contain("\n"));
        Assert.That(JsonFaults.Text(fault), Does.Not.Contain("System.").And.Not.Contain("Content"));
    }

    [Test]
    public void Text_OfAWordThatIsNone_ShowsItsStartOnly()
    {
        var fault = Assert.Catch<JsonException>(() => JsonDocument.Parse($"[nulx{new string(' ', 10_000)}]"))!;
        Assert.That(JsonFaults.Text(fault), Has.Length.LessThan(150).And.StartsWith("'nulx").And.Contains("Expected the literal 'null'"));
    }

    private sealed record Content
    {
        public required string Name { get; init; }

        public int Number { get; init; }

        public double Share { get; init; }

        public bool Yes { get; init; }

        public int[] Items { get; init; } = [];
    }
}
