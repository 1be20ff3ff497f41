using System.Text.RegularExpressions;
using NasPipelines.Samples.Documentation;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Samples;

/// <summary>The pages in docs/ are what the code says. To write them again: <c>dotnet run --project samples -- docs docs</c>.</summary>
public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyDictionary<string, string> Expected = Pages.Of(Repository.Path("docs"));

    private static IEnumerable<string> Components() =>
        Expected.Keys.Where(p => p.StartsWith("proxies/", StringComparison.Ordinal) || p.StartsWith("criteria/", StringComparison.Ordinal));

    [Test]
    public void Pages_Committed_AreThoseThatAreMade()
    {
        var committed = Repository.Pages().Where(p => p.Path != "README.md").ToDictionary(p => p.Path["docs/".Length..], p => p.Text);

        Assert.That(committed.Keys, Is.EquivalentTo(Expected.Keys), "write the pages again: dotnet run --project samples -- docs docs");
        foreach (var (path, text) in Expected)
        {
            Assert.That(committed[path], Is.EqualTo(text), $"docs/{path} is stale: dotnet run --project samples -- docs docs");
        }
    }

    [TestCaseSource(nameof(Components))]
    public void Page_OfAComponent_HasAPaperAndAnExample(string path)
    {
        Assert.That(Expected[path], Does.Match(@"\b(18|19|20)\d\d\b"), "a year of a publication");
        Assert.That(Expected[path].Split("## Example\n\n")[1], Does.Match(@"\d"), "numbers");
    }

    [Test]
    public void Links_OfEveryPage_LeadSomewhere()
    {
        foreach (var (path, text) in Repository.Pages())
        {
            var folder = Path.GetDirectoryName(Repository.Path(path))!;
            foreach (var target in Link().Matches(text).Select(m => m.Groups[1].Value))
            {
                var parts = target.Split('#');
                var file = parts[0].Length == 0 ? Repository.Path(path) : Path.Combine(folder, parts[0]);
                Assert.That(file, Does.Exist, $"{path} links to {target}");
                Assert.That(parts.Length == 1 || Headings(file).Contains(parts[1]), Is.True, $"{path} links to {target}");
            }
        }
    }

    [Test]
    public void Walks_OfTheArchitecturePage_NameFilesThatExist()
    {
        var page = File.ReadAllText(Repository.Path("docs", "architecture.md"));
        string[] files = [.. Step().Matches(page).Select(m => m.Groups[1].Value)];

        Assert.That(
            files.Count(f => f.StartsWith("src/", StringComparison.Ordinal)), Is.InRange(1, 20), "from a command line to a printed tau");
        Assert.That(
            files.Select(f => Repository.Path(f.StartsWith("src/", StringComparison.Ordinal) ? f : $"src/Transforms/{f}")).Where(
                f => !File.Exists(f)), Is.Empty);
    }

    [Test]
    public void Options_OfAProxysPage_AreThoseThatItsScoreDependsOn()
    {
        var proxies = ZeroShotProxies.All;
        var usual = Score(o => o);
        var changes = new Dictionary<string, Func<ZeroShotOptions, ZeroShotOptions>>
        {
            [nameof(ZeroShotOptions.BatchSize)] = o => o.With((nameof(ZeroShotOptions.BatchSize), 6)),
            [nameof(ZeroShotOptions.Seed)] = o => o.With((nameof(ZeroShotOptions.Seed), (long)21)),
            [nameof(ZeroShotOptions.Initialisation)] = o =>
                o.With((nameof(ZeroShotOptions.Initialisation), NasPipelines.Networks.Parameters.InitialisationScheme.Xavier)),
            [nameof(ZeroShotOptions.Network)] = o =>
                o.With((nameof(ZeroShotOptions.Network), new NasPipelines.Networks.NetworkSize(o.Network!) { Channels = 6 })),
            [nameof(ZeroShotOptions.Compat)] = o => o.With((nameof(ZeroShotOptions.Compat), ZeroShotCompat.SynflowKeepsReductionNorms)),
            [nameof(ZeroShotOptions.DoublePrecision)] = o => o.With((nameof(ZeroShotOptions.DoublePrecision), true)),
        };
        foreach (var (option, change) in changes)
        {
            var changed = Score(change);
            foreach (var (i, proxy) in proxies.Index())
            {
                var said = Expected[$"proxies/{proxy.Name}.md"].Contains($"`{option}`", StringComparison.Ordinal);
                Assert.That(
                    said || changed[i].SequenceEqual(usual[i]), Is.True, $"{proxy.Name} depends on {option}, which its page does not say");
            }
        }
    }

    private static double[][] Score(Func<ZeroShotOptions, ZeroShotOptions> change)
    {
        var ml = new Microsoft.ML.MLContext();
        var view = TinyNetworks.View(ml, NasPipelines.Spaces.SearchSpaces.NasBench201, 2);
        using var scorer = ml.Nas().Transforms
            .ZeroShot(ZeroShotProxies.All, change(TinyNetworks.Options(SearchSpaces.NasBench201))).Fit(view);
        var scored = scorer.Transform(view);
        return [.. ZeroShotProxies.All.Select(p => Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<double>(scored, p.Name).ToArray())];
    }

    private static IEnumerable<string> Headings(string file) =>
        File.ReadLines(file).Where(l => l.StartsWith('#')).Select(
            l => Punctuation().Replace(l.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| \d+ \| `([\w/.]+\.cs)` \|", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
