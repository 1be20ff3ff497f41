using System.Globalization;
using System.Text.Json;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests.Verbs;

/// <summary>What <c>nas evaluate</c> answers: intervals, which scores differ, and a verdict.</summary>
internal sealed class EvaluateAnswerTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Evaluate_ForPeople_PrintsIntervalsDifferencesAlertsAndVerdict()
    {
        var run = await Evaluate("--scores", "good,poor,noise,params");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.Error);
            Assert.That(run.Output, Does.Match(@"good +90 +100% +0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] +<0\.001"));
            Assert.That(run.Output, Does.Contain("params (free)").And.Contain("of 15 pairs differ"));
            Assert.That(
                run.Output,
                Does.Match(@"beats (params|flops|activations)\s+params \(free\) .*\s+flops \(free\) .*\s+activations \(free\) "));
            Assert.That(run.Output, Does.Match("good .* yes\\s").And.Match("noise .* no\\s"));
            Assert.That(run.Output, Does.Contain("! noise is not different from chance"));
            Assert.That(run.Output, Does.Contain(", the best free score: good by "));
        }
    }

    [Test]
    public async Task Evaluate_NamedProtocol_DecidesTruthAndRowsAndIsPrinted()
    {
        string[] arguments =
        [
            "evaluate", TestData.Data("nb201/nb201_accuracy.csv.gz"), "--protocol", "vkdnw-cifar10", "--scores", "layers",
            "--intervals", "none",
        ];
        var (text, json) = (await Nas.Run(arguments), (await Nas.Run([.. arguments, "--criteria", "ndcgVkdnw", "--json"])).Json);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(text.Output, Does.StartWith("Protocol vkdnw-cifar10: nasbench201, no-unreachable; CIFAR-10, test images"));
        Assert.That(json.GetProperty("judgedBy").GetProperty("subset").GetString(), Is.EqualTo("no-unreachable"));
        Assert.That(json.GetProperty("n").GetInt32(), Is.EqualTo(9445));
        Assert.That(json.GetProperty("truth").GetString(), Is.EqualTo("c10_test_200"));
        Assert.That(
            json.GetProperty("scores")[0].GetProperty("criteria").GetProperty("ndcgVkdnw").GetDouble(), Is.EqualTo(.671).Within(.005));
    }

    [TestCase("--protocol vkdnw", "there is no protocol 'vkdnw'")]
    [TestCase("--protocol vkdnw-cifar10 --truth x", "--truth contradicts --protocol vkdnw-cifar10")]
    [TestCase("--protocol vkdnw-cifar10 --subset unique", "--subset contradicts --protocol vkdnw-cifar10")]
    [TestCase("--protocol vkdnw-cifar10", "a column c10_test_200 or cifar10_ori-test_200 is needed")]
    public async Task Evaluate_ProtocolThatDoesNotFit_IsRefused(string options, string message)
    {
        var table = _folder.File("small.csv");
        await File.WriteAllTextAsync(table, "arch,x\n0,1\n1,2\n");
        Assert.That(
            await Nas.Refuse(2, ["evaluate", table, "--space", "nasbench201", "--scores", "params", .. options.Split(' ')]),
            Does.Contain(message));
    }

    [Test]
    public async Task Evaluate_Json_HasTheContractsFields()
    {
        var json = (await Evaluate("--scores", "good,poor,noise", "--json")).Json;
        var good = json.GetProperty("scores")[0];
        var interval = good.GetProperty("intervals").GetProperty("kendall");
        var comparison = json.GetProperty("comparisons")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.GetProperty("scores").GetArrayLength(), Is.EqualTo(3));
            Assert.That(good.GetProperty("coverage").GetDouble(), Is.EqualTo(1));
            Assert.That(good.GetProperty("kendall").GetDouble(), Is.InRange(interval[0].GetDouble(), interval[1].GetDouble()));
            Assert.That(json.GetProperty("protocol").GetProperty("resamples").GetInt32(), Is.EqualTo(1000));
            Assert.That(json.GetProperty("verdict").GetString(), Does.Contain("good"));
            Assert.That(json.GetProperty("baseline").GetString(), Is.AnyOf("params", "flops", "activations"), "counted");
            Assert.That(
                json.GetProperty("free").EnumerateArray().Select(f => f.GetProperty("name").GetString()),
                Is.EqualTo(new[] { "params", "flops", "activations" }));
            Assert.That(good.GetProperty("beatsBaseline").GetBoolean());
            Assert.That(json.GetProperty("comparisons").GetArrayLength(), Is.EqualTo(15));
            Assert.That(
                comparison.EnumerateObject().Select(p => p.Name),
                Is.SupersetOf(new[] { "a", "b", "criterion", "difference", "low", "high", "p", "adjusted" }));
            Assert.That(comparison.GetProperty("criterion").GetString(), Is.EqualTo("kendall"));
            Assert.That(comparison.GetProperty("adjusted").GetDouble(), Is.GreaterThanOrEqualTo(comparison.GetProperty("p").GetDouble()));
        }
    }

    // A column that costs nothing is held against the scores, without being one of those that were asked for.
    [Test]
    public async Task Evaluate_ATableWithAFreeColumn_HoldsTheScoresAgainstIt()
    {
        var json = (await Evaluate(["--scores", "good,noise", "--json"], free: true)).Json;
        Assert.That(json.GetProperty("baseline").GetString(), Is.EqualTo("activations"));
        Assert.That(json.GetProperty("scores").GetArrayLength(), Is.EqualTo(2));
        Assert.That(json.GetProperty("comparisons").GetArrayLength(), Is.EqualTo(10));
        Assert.That(json.GetProperty("verdict").GetString(), Does.StartWith("good beats activations"));
        var other = (await Evaluate(["--scores", "good,noise", "--baselines", "noise", "--json"], free: true)).Json;
        Assert.That(other.GetProperty("baseline").GetString(), Is.EqualTo("noise"));
    }

    // A count of architectures, and the per cent and the share that are as many.
    [Test]
    public async Task Evaluate_KAsCountPerCentAndShare_AreTheSame()
    {
        var json = (await Evaluate("--scores", "good", "--k", "9,10%", "--json")).Json;
        var share = (await Evaluate("--scores", "good", "--k", "0.1", "--json")).Json;
        var precision = json.GetProperty("scores")[0].GetProperty("precisionAtTop");
        var expected = share.GetProperty("scores")[0].GetProperty("precisionAtTop").GetProperty("0.1").GetDouble();
        Assert.That(precision.EnumerateObject().Select(p => p.Name), Is.EquivalentTo(new[] { "0.1", "9" }));
        Assert.That(precision.EnumerateObject().Select(p => p.Value.GetDouble()), Is.All.EqualTo(expected));
    }

    [Test]
    public async Task Evaluate_Criteria_GetIntervalsAndComparisons()
    {
        var run = await Evaluate("--scores", "good,poor", "--criteria", "spearman,ndcg", "--k", "10", "--json");
        var intervals = run.Json.GetProperty("scores")[0].GetProperty("intervals");
        var text = await Evaluate("--scores", "good,poor", "--criteria", "spearman,ndcg", "--k", "10");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                intervals.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "kendall", "spearman", "ndcg" }), run.Error);
            Assert.That(intervals.GetProperty("ndcg").GetProperty("10").GetArrayLength(), Is.EqualTo(2));
            Assert.That(
                run.Json.GetProperty("comparisons").EnumerateArray().Select(c => c.GetProperty("criterion").GetString()).Distinct(),
                Is.EqualTo(new[] { "kendall", "spearman", "ndcg" }));
            Assert.That(text.Output, Does.Contain("nDCG@10").And.Not.Contain("WR@"));
        }
    }

    [Test]
    public async Task Evaluate_IntervalsNone_PrintsTheValuesOnly()
    {
        var run = await Evaluate("--scores", "good,poor", "--intervals", "none");
        var json = (await Evaluate("--scores", "good,poor", "--intervals", "none", "--json")).Json;
        Assert.That(run.Output, Does.Contain("good").And.Not.Contain("Verdict"));
        Assert.That(json.GetProperty("verdict").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Evaluate_Compare_ComparesThoseOnly()
    {
        var json = (await Evaluate("--scores", "good,poor,noise,params", "--compare", "poor,noise", "--intervals", "50", "--json")).Json;
        Assert.That(json.GetProperty("comparisons").GetArrayLength(), Is.EqualTo(1));
        Assert.That(json.GetProperty("comparisons")[0].GetProperty("a").GetString(), Is.EqualTo("poor"));
    }

    [Test]
    public async Task Evaluate_GroupAndSubset_JudgeWithinEach()
    {
        var run = await Evaluate("--scores", "good,poor", "--group", "task", "--subset", "task=0|2");
        var json = (await Evaluate("--scores", "good,poor", "--group", "task", "--subset", "task=0|2", "--json")).Json;
        var whole = (await Evaluate("--scores", "good,poor", "--subset", "task=2", "--subset", "params>0", "--json")).Json;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Output, Does.Contain("mean rank").And.Contain("2 (n = 30)"), run.Error);
            Assert.That(json.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("group").GetString()),
                Is.EqualTo(new[] { "0", "2" }));
            Assert.That(json.GetProperty("groups")[1].GetProperty("scores")[0].GetProperty("kendall").GetDouble(),
                Is.EqualTo(whole.GetProperty("scores")[0].GetProperty("kendall").GetDouble()));
            Assert.That(json.GetProperty("meanRanks")[0].GetProperty("meanRank").GetDouble(), Is.EqualTo(1));
        }
    }

    // The name of a data set is text.
    [Test]
    public async Task Evaluate_GroupOfNames_JudgesWithinEach()
    {
        var path = _folder.File("names.csv");
        var random = new Random(2);
        File.WriteAllLines(path, Enumerable.Range(0, 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "cifar10" : "imagenet")},{i},{i + (5 * random.NextDouble())},{-i}"))
            .Prepend("dataset,acc,good,bad"));
        var run = await Nas.Run("evaluate", path, "--truth", "acc", "--scores", "bad,good", "--group", "dataset", "--json");
        var one = await Nas.Run("evaluate", path, "--truth", "acc", "--scores", "bad,good", "--subset", "dataset=imagenet", "--json");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Json.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("group").GetString()),
            Is.EqualTo(new[] { "cifar10", "imagenet" }));
        Assert.That(run.Json.GetProperty("meanRanks").EnumerateArray().Select(r => r.GetProperty("meanRank").GetDouble()),
            Is.EqualTo(new[] { 2.0, 1.0 }));
        Assert.That(one.Json.GetProperty("n").GetInt32(), Is.EqualTo(30), one.Error);
        Assert.That(one.Json.GetProperty("verdict").GetString(), Does.StartWith("good has the highest KD"));
    }

    private Task<Nas> Evaluate(params string[] options) => Evaluate(options, free: false);

    private async Task<Nas> Evaluate(string[] options, bool free)
    {
        var path = _folder.File(free ? "free.tsv" : "table.tsv");
        var random = new Random(3);
        File.WriteAllLines(path, SearchSpaces.NasBench201.Enumerate().Skip(2000).Take(90).Select((a, i) => string.Join(
            '\t',
            ((object[])[a.Text, i, i + (10 * random.NextDouble()), i + (90 * random.NextDouble()), random.NextDouble(), i % 3,
                i + (150 * random.NextDouble())]).Take(free ? 7 : 6).Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))))
            .Prepend($"Architecture\tacc\tgood\tpoor\tnoise\ttask{(free ? "\tactivations" : "")}"));
        return await Nas.Run(["evaluate", path, "--space", "nasbench201", "--truth", "acc", .. options]);
    }
}
