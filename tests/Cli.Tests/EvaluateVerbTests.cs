using NasPipelines.TestKit;

namespace NasPipelines.Cli.Tests;

public sealed class EvaluateVerbTests
{
    // Published baselines on the complete space: specification of the paper's criteria on NAS-Bench-201's CIFAR-10 column.
    [Test]
    public async Task Evaluate_ParametersOnTheWholeSpace_HasThePublishedCorrelations()
    {
        var run = await NasRun.Of(
            "evaluate", TestData.Data("nb201/nb201_accuracy.csv.gz"), "--space", "nasbench201", "--truth", "c10_valid_200_naslib", "--scores", "params,params_active", "--json");

        Assert.That(run.Code, Is.Zero, run.Errors);
        var scores = run.Json.GetProperty("scores").EnumerateArray().ToArray();
        Assert.That(run.Json.GetProperty("n").GetInt32(), Is.EqualTo(15625));
        Assert.That(scores.Select(s => s.GetProperty("name").GetString()), Is.EqualTo(new[] { "params", "params_active" }));
        Assert.That(scores.Select(s => Math.Round(s.GetProperty("kendall").GetDouble(), 4)), Is.EqualTo(new[] { 0.5385, 0.6006 }));
        Assert.That(scores.Select(s => Math.Round(s.GetProperty("spearman").GetDouble(), 4)), Is.EqualTo(new[] { 0.7154, 0.7746 }));
    }

    [Test]
    public async Task Evaluate_K_IsTheKeyOfTheCriteria()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("t.csv"), "arch,truth,score\n333333,3,2\n3333s3,2,3\nssssss,1,1\nnnnnnn,0,0\n");
        var run = await NasRun.Of("evaluate", folder.File("t.csv"), "--space", "nasbench201", "--truth", "truth", "--scores", "score", "--k", "0.5,0.25", "--json");

        Assert.That(run.Code, Is.Zero, run.Errors);
        var score = run.Json.GetProperty("scores")[0];
        Assert.That(score.GetProperty("kendall").GetDouble(), Is.EqualTo(2.0 / 3).Within(1e-12));
        Assert.That(score.GetProperty("precisionAtTop").GetProperty("0.5").GetDouble(), Is.EqualTo(1));
        Assert.That(score.GetProperty("precisionAtTop").GetProperty("0.25").GetDouble(), Is.Zero);
        Assert.That(score.GetProperty("bestRank").GetProperty("0.25").GetDouble(), Is.EqualTo(0.5));
    }
}
