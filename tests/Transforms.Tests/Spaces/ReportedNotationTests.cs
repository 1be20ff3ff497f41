using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Spaces;

/// <summary>Texts of public reports, each in a folder that says what must happen.</summary>
internal sealed class ReportedNotationTests
{
    [TestCase("20-numpy2-repr", "nasbench201", null, "2631")]
    [TestCase("22-nni-dict", "nasbench201", null, "0")]
    [TestCase("28-autodl-oplist", "nasbench201", "autodl", "0")]
    public void Parse_ReportedText_IsThePosition(string report, string space, string? encoding, string index) =>
        Assert.That(SearchSpaces.Get(space).Format(Parse(report, space, encoding), "index"), Is.EqualTo(index));

    [TestCase("24-darts-json", null)]
    [TestCase("25-naslib-none", "naslib_none")]
    public void Parse_ReportedCell_IsTheTokens(string report, string? encoding) => Assert.That(
        SearchSpaces.NasBench301.Format(Parse(report, "nasbench301", encoding), "tokens"),
        Is.EqualTo("30 31 30 31 20 31 20 52 | 00 01 01 22 00 22 01 22"));

    [TestCase("25-naslib-none", "nasbench301")]
    [TestCase("28-autodl-oplist", "nasbench201")]
    public void Ambiguity_OfReportedNumbers_IsSaid(string report, string space) =>
        Assert.That(SearchSpaces.Get(space).Ambiguity(Text(report)), Does.Contain("name the encoding"));

    [Test]
    public void Parse_ReportedCellOfSomeNodes_IsRefused() => Assert.That(
        () => Parse("23-darts-concat", "nasbench301", null),
        Throws.TypeOf<FormatException>().With.Message.Contains("normal_concat: expected range(2, 6), all four nodes, found [4, 5]"));

    private static Architecture Parse(string report, string space, string? encoding) =>
        SearchSpaces.Get(space).Parse(Text(report), encoding);

    private static string Text(string report) => File.ReadAllText(TestData.Fixture($"reports/{report}/input.txt"));
}
