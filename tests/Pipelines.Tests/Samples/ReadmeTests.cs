using System.Text.RegularExpressions;

namespace NasPipelines.Tests.Samples;

/// <summary>The code in the README and in the documentation is the samples' code.</summary>
public sealed partial class ReadmeTests
{
    private static IEnumerable<TestCaseData> Blocks() =>
        from page in Repository.Pages()
        from block in Block().Matches(page.Text)
        select new TestCaseData(block.Groups[1].Value, block.Groups[2].Value, block.Groups[3].Value).SetArgDisplayNames(
            page.Path, block.Groups[2].Value);

    [TestCaseSource(nameof(Blocks))]
    public void CodeBlock_OfAPage_IsTheRegionOfItsSample(string sample, string region, string code)
    {
        var source = File.ReadAllLines(Repository.Path("samples", $"{sample}.cs")).ToList();
        var first = source.FindIndex(l => l.Trim() == $"#region {region}") + 1;
        var lines = source[first..source.FindIndex(first, l => l.Trim() == "#endregion")];
        var indent = lines[0].Length - lines[0].TrimStart().Length;

        Assert.That(lines, Has.Count.LessThan(40));
        Assert.That(code.TrimEnd().Split('\n'), Is.EqualTo(lines.Select(l => l.Length > indent ? l[indent..] : l.TrimStart())));
    }

    [Test]
    public void Region_OfASample_IsShown()
    {
        var regions = Directory.EnumerateFiles(Repository.Path("samples"), "*.cs").SelectMany(File.ReadLines)
            .Where(l => l.TrimStart().StartsWith("#region ", StringComparison.Ordinal)).Select(l => l.Trim()["#region ".Length..]);

        Assert.That(Blocks().Select(b => b.Arguments[1]).Distinct(), Is.EquivalentTo(regions));
    }

    [GeneratedRegex(@"<!-- sample: (\w+), ([\w-]+) -->\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
