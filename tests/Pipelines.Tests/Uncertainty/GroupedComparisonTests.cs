using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

public sealed class GroupedComparisonTests
{
    private static readonly ComparisonOptions Quick = new() { Bootstrap = new() { Resamples = 50 } };

    [Test]
    public void CompareGroups_OfThreeTasks_RanksWithinEachAndAverages()
    {
        var (nas, view) = View();
        var grouped = nas.CompareGroups(view, "truth", ["a", "b", "c"], "task", comparison: Quick);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(grouped.Groups.Select(g => g.Key), Is.EqualTo(new[] { "0", "1", "2" }));
            Assert.That(grouped.Groups.Select(g => g.Value.Evaluation.Rows), Is.All.EqualTo(40));
            Assert.That(grouped.MeanRanks.Select(r => r.Key), Is.EqualTo(new[] { "a", "b", "c" }));
            Assert.That(grouped.MeanRanks.Select(r => r.Value), Is.EqualTo(new[] { 1.5, 1.5, 3 }), "a and b rank alike");
            Assert.That(grouped.Verdict, Does.Contain("best mean rank, 1.5 over 3 groups"));
            Assert.That($"{grouped}", Does.Contain("mean rank").And.Contain("2 (n = 40)"));
        }
    }

    [Test]
    public void CompareGroups_ByAColumnThatIsNotThere_NamesThoseThatAre()
    {
        var (nas, view) = View();
        Assert.That(() => nas.CompareGroups(view, "truth", ["a", "b"], "dataset", comparison: Quick),
            Throws.ArgumentException.With.Message.Contains("dataset").And.Message.Contains("task"));
    }

    private static (NasCatalog Nas, IDataView View) View()
    {
        Architecture[] all = [.. SearchSpaces.NasBench201.Enumerate().Take(120)];
        double[] Column(Func<int, double> value) => [.. all.Select((_, i) => value(i))];
        return (new MLContext(seed: 1).Nas(), ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, all, "{}", ("truth", Column(i => i)), ("task", Column(i => i % 3)), ("a", Column(i => i / 2)),
            ("b", Column(i => i / 2)), ("c", Column(i => -i))));
    }
}
