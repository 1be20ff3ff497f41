using System.Text.RegularExpressions;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Pages;

/// <summary>The commands that pages show are run: those of a page in one folder, from top to bottom.</summary>
internal sealed partial class PageTests
{
    private const int MostLines = 60;

    private static readonly string Root = Repository.Root;

    private static IEnumerable<string> Paths() => Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
        .Prepend(Path.Combine(Root, "README.md"))
        .Where(file => Block().IsMatch(Text(file)))
        .Select(file => Path.GetRelativePath(Root, file));

    [TestCaseSource(nameof(Paths))]
    public async Task Commands_OfAPage_Run(string page)
    {
        using var folder = new TemporaryFolder();
        foreach (Match block in Block().Matches(Text(Path.Combine(Root, page))))
        {
            foreach (var file in block.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries))
            {
                PageData.Make(file, folder.File(file));
            }

            var lines = block.Groups[2].Value.Replace("\\\n", " ", StringComparison.Ordinal);
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] words = [.. Word().Matches(line).Select(m => m.Value.Trim('"'))];
                Assert.That(words[0], Is.EqualTo("nas"), line);
                var run = await Nas.RunAt(80, [.. words[1..].Select(word => FileName().IsMatch(word) ? folder.File(word) : word)]);
                Assert.That(run.ExitCode, Is.Zero, $"{line}\n{run.Error}");
            }
        }
    }

    [Test]
    public void Pages_ByQuestion_AreAScreenLongAndRunSomething()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "docs", "questions"), "*.md"))
        {
            Assert.That(File.ReadLines(file).Count(), Is.LessThanOrEqualTo(MostLines), file);
            Assert.That(Block().IsMatch(Text(file)), Is.True, file);
        }
    }

    private static string Text(string file) => File.ReadAllText(file).ReplaceLineEndings("\n");

    [GeneratedRegex(@"<!-- run: ([^>]+) -->\n```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"""[^""]*""|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[\w-]*[A-Za-z][\w-]*\.[\w.]*[a-z]+$")]
    private static partial Regex FileName();
}
