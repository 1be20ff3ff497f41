using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Report;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Analyses;

public sealed class ParetoTests
{
    [Test]
    public void Pareto_WorkedExample_LeavesOutTheDominated()
    {
        var set = Of([1, 3, 2, 3], [1, 2, 2, 2]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.Members.Select(m => m.Architecture), Is.EqualTo(new[] { "a0", "a1", "a3" }), "equal ones are all members");
            Assert.That(set.Recall.IsDefined, Is.False);
            Assert.That(set.ToString(), Does.StartWith("3 of 4 architectures are not dominated by score and cost"));
        }
    }

    [Test]
    public void Pareto_RandomColumnsWithTies_AreThoseOfTheDefinition()
    {
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            double[] scores = [.. Enumerable.Range(0, 60).Select(_ => random.Next(12) < 1 ? double.NaN : random.Next(20))];
            double[] costs = [.. Enumerable.Range(0, 60).Select(_ => random.Next(12) < 1 ? double.NaN : 1.0 + random.Next(20))];
            int[] complete = [.. Enumerable.Range(0, 60).Where(i => !double.IsNaN(scores[i] + costs[i]))];
            var expected = complete.Where(i => !complete.Any(j =>
                scores[j] >= scores[i] && costs[j] <= costs[i] && (scores[j] > scores[i] || costs[j] < costs[i])));
            var set = Of(scores, costs);
            Assert.That(set.Members.Select(m => m.Architecture), Is.EquivalentTo(expected.Select(i => $"a{i}")));
            Assert.That((set.Count, set.Missing), Is.EqualTo((complete.Length, 60 - complete.Length)));
        }
    }

    [Test]
    public void Pareto_NegatedCosts_AreThoseOfThePositiveOnes()
    {
        double[] scores = [1, 3, 2, 5], costs = [1, 2, 3, 4];
        var (set, negated) = (Of(scores, costs), Of(scores, [.. costs.Select(c => -c)]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(negated.ToString(), Is.EqualTo(set.ToString()));
            Assert.That(
                () => Of(scores, [-1, 2, 3, 4]),
                Throws.ArgumentException.With.Message.Contains("'cost' must be of one sign").And.Message.Contains("from -1 to 4"));
        }
    }

    [Test]
    public void Pareto_WithATruth_SaysHowManyOfTheTrulyBestAreFound()
    {
        var set = ParetoSet.Compute(["a", "b", "c"], new("score", [1, 2, 0]), new("cost", [1, 2, 3]), [1, 0, 5]);
        Assert.That((set.Members.Length, set.Recall.Value), Is.EqualTo((2, 0.5)), "a and b by score, a and c by truth");
    }

    // A table of latencies measured elsewhere joins like any score.
    [Test]
    public void Pareto_OfAJoinedTableOfLatencies_IsThatOfItsColumn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("scores.tsv"), "arch\tacc\tx\n333333\t94\t3\nssssss\t60\t1\n111111\t90\t2\npppppp\t55\t0\n");
        File.WriteAllText(folder.File("latency.csv"), "arch,phone_ms\n111111,2.5\nssssss,1\n333333,9\npppppp,4\n");
        var nas = new MLContext().Nas();
        var joined = nas.Data.Join(
            nas.Data.LoadBenchmark(folder.File("scores.tsv"), SearchSpaces.NasBench201),
            nas.Data.LoadBenchmark(folder.File("latency.csv"), SearchSpaces.NasBench201));
        var set = nas.Analyses.Pareto(joined.View, "x", "phone_ms", "acc");
        Assert.That(set.Members.Select(m => m.Cost), Is.EqualTo(new[] { 1, 2.5, 9 }));
        Assert.That(set.Recall.Value, Is.EqualTo(1));
    }

    [Test]
    public void Latency_Stage_AddsNegatedColumnsThatAreCosts()
    {
        var nas = new MLContext().Nas();
        var view = nas.Data.Sample(SearchSpaces.NasBench201, 4, 1);
        using var stage = nas.Transforms.Latency(
            new() { Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 }, Repetitions = 5 }).Fit(view);
        stage.ScoreAll(view, new() { Workers = 2 });
        var measured = stage.Transform(view);
        var values = NasPipelines.Evaluation.NumericColumns.Read(measured, ["latency_ms", "latency_iqr"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(values[0], Is.All.Negative);
            Assert.That(values[1], Is.All.LessThanOrEqualTo(0));
            Assert.That(measured.Schema.GetColumnOrNull("LatencyStatus"), Is.Not.Null);
            var set = nas.Analyses.Pareto(nas.Data.AddCosts(measured, ["params"]), "params", "latency_ms");
            Assert.That(set.Members.Select(m => m.Cost), Is.Ordered);
            Assert.That(set.Members[0].Cost, Is.Positive);
        }
    }

    [Test]
    public void Plot_OfASet_HasAPointForEachAndALineThroughItsMembers()
    {
        double[] scores = [1, 3, 2, 5], costs = [1, 2, 3, 4];
        var svg = ParetoPlot.Draw(Of(scores, costs), scores, costs)!.ToSvg();
        Assert.That(svg.Split("<circle").Length - 1, Is.EqualTo(4 + 3));
        Assert.That(svg, Does.Contain("<polyline").And.Contain("a3"));
        Assert.That(ParetoPlot.Draw(Of([1, 1], [2, 2]), [1, 1], [2, 2]), Is.Null);
    }

    private static ParetoSet Of(double[] scores, double[] costs) => ParetoSet.Compute(
        [.. Enumerable.Range(0, scores.Length).Select(i => $"a{i}")], new("score", scores), new("cost", costs), null);
}
