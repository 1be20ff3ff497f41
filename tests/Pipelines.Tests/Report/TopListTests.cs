using CsCheck;
using NasPipelines.Report;

namespace NasPipelines.Tests.Report;

public sealed class TopListTests
{
    private static readonly Gen<double> Value = Gen.Int[0, 12].Select(v => v == 0 ? double.NaN : v);

    [Test]
    public void Of_AnyColumns_IsTheSortedTableWithPlacesCountedOneByOne() =>
        Gen.Select(Value, Value).Array[1, 40].Where(rows => rows.Any(Complete)).Sample(rows =>
        {
            double[] truth = [.. rows.Select(r => r.Item1)], scores = [.. rows.Select(r => r.Item2)];
            int[] ranked = [.. Enumerable.Range(0, rows.Length).Where(i => Complete(rows[i]))];
            int[] expected = [.. ranked.OrderByDescending(i => scores[i]).Take(10)];
            var list = TopList.Of(truth, scores);
            Assert.That(list.Entries.Select(e => e.Row), Is.EqualTo(expected), "OrderBy keeps the table's order of equal scores");
            Assert.That(
                list.Entries.Select(e => e.TrueRank), Is.EqualTo(expected.Select(i => 1 + ranked.Count(j => truth[j] > truth[i]))));
            var last = scores[expected[^1]];
            int all = ranked.Count(i => scores[i] == last), inside = expected.Count(i => scores[i] == last);
            Assert.That((list.Ranked, list.Tied), Is.EqualTo((ranked.Length, all > inside ? all : 0)));
            return true;
        });

    [Test]
    public void ByChance_OfTenOfNinetyNine_IsAnEleventhOfTheWay()
    {
        double[] truth = [.. Enumerable.Range(0, 99).Select(i => (double)i)];
        Assert.That(TopList.Of(truth, truth).ByChance, Is.EqualTo(100 / 11.0).Within(1e-12));
        Assert.That(TopList.Of(truth, truth).Best, Is.EqualTo(1));
    }

    private static bool Complete((double, double) row) => !double.IsNaN(row.Item1) && !double.IsNaN(row.Item2);
}
