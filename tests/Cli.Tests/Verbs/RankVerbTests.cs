using System.Globalization;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

internal sealed class RankVerbTests
{
    [Test]
    public async Task Rank_ScoreColumns_StopsWhenTheOrderIsSettled()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run([.. Rank(folder), "--truth", "acc", "--scores", "poor,good", "--until", "95%", "--json"]);
        var json = run.Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(json.GetProperty("settled").GetBoolean(), Is.True);
            Assert.That(json.GetProperty("of").GetInt32(), Is.EqualTo(1000));
            Assert.That(json.GetProperty("scored").GetInt32(), Is.InRange(40, 400));
            Assert.That(json.GetProperty("order").EnumerateArray().Select(o => o.GetString()), Is.EqualTo(new[] { "good", "poor" }));
            Assert.That(json.GetProperty("pairs")[0].GetProperty("high").GetDouble(), Is.Negative);
        }
    }

    // What was scored is in the journal, and nothing else; the same command goes on from it.
    [Test]
    public async Task Rank_ProxiesWithAJournal_ResumesToTheSameAnswer()
    {
        using var folder = new TemporaryFolder();
        string[] command =
        [
            .. Rank(folder), "--truth", "acc", "--proxies", "l2_norm", "--scores", "good", "--journal", folder.File("rank.journal"),
            "--workers", "2", "--json",
        ];
        var first = await Nas.Run(command);
        var refused = await Nas.Refuse(2, command);
        var again = await Nas.Run([.. command, "--resume"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.ExitCode, Is.Zero, first.Error);
            Assert.That(refused, Does.Contain("--resume"));
            Assert.That(again.Json.GetProperty("scored").GetInt32(), Is.EqualTo(first.Json.GetProperty("scored").GetInt32()));
            Assert.That(again.Json.GetProperty("kendall").GetRawText(), Is.EqualTo(first.Json.GetProperty("kendall").GetRawText()));
            Assert.That(first.Json.GetProperty("scored").GetInt32(), Is.LessThan(1000));
        }
    }

    [Test]
    public async Task Rank_ForPeople_SaysTheOrderAndWhatIsOpen()
    {
        using var folder = new TemporaryFolder();
        var run = await Nas.Run([.. Rank(folder), "--truth", "acc", "--scores", "good,poor,twin", "--top", "2"]);
        Assert.That(run.Output, Does.Contain("set of the top 2").And.Contain("1  good  KD 0."));
    }

    [TestCase("--truth acc --scores good", "at least two", "good")]
    [TestCase("--truth acc --scores good,good", "at least two", "good")]
    [TestCase("--scores good,poor", "--truth is missing", "acc")]
    [TestCase("--truth acc --scores good,poor --until 1", "--until: '1'", "0.95")]
    [TestCase("--truth acc --scores good,poor --until 5%", "--until: '5%'", "0.95")]
    [TestCase("--truth acc --scores good,poor --top 2", "--top", "2")]
    [TestCase("--truth acc --scores good,who", "who", "poor")]
    [TestCase("--truth acc --scores good --proxies synflow,snip", "--images", "snip")]
    public async Task Rank_WrongOption_IsWrongUse(string options, string what, string right)
    {
        using var folder = new TemporaryFolder();
        Assert.That(await Nas.Refuse(2, [.. Rank(folder), .. options.Split(' ')]), Does.Contain(what).And.Contain(right));
    }

    private static string[] Rank(TemporaryFolder folder) => ["rank", Table(folder), "--space", "nasbench201"];

    private static string Table(TemporaryFolder folder)
    {
        var path = folder.File("table.tsv");
        var random = new Random(5);
        var rows = SearchSpaces.NasBench201.Enumerate().Take(1000).Select((a, i) =>
        {
            var poor = i + (3000 * random.NextDouble());
            return string.Join('\t', ((object[])[a.Text, i, i + (300 * random.NextDouble()), poor, 2 * poor]).Select(
                v => Convert.ToString(v, CultureInfo.InvariantCulture)));
        });
        File.WriteAllLines(path, rows.Prepend("Architecture\tacc\tgood\tpoor\ttwin"));
        return path;
    }
}
