using System.Text.Json;
using NasPipelines.Ranking;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Ranking;

/// <summary>Golden numbers of SciPy on 25 pairs of vectors.</summary>
public sealed class RankStatisticsTests
{
    private static readonly (string Field, Criterion Criterion)[] Statistics =
    [
        ("kendall_tau_b", new KendallTauB()),
        ("kendall_tau_c", new KendallTauC()),
        ("spearman", new Spearman()),
        ("pearson", new Pearson()),
        ("weighted_tau_rank_none", new WeightedKendall(ImportanceOrder.Scores)),
        ("weighted_tau_rank_true", new WeightedKendall()),
    ];

    private static readonly (string Field, RatioCriterion Criterion)[] AtRatio =
    [
        ("p_at_top", new PrecisionAtTop(1)),
        ("p_at_bottom", new PrecisionAtBottom(1)),
        ("best_rank", new BestRank(1)),
        ("worst_rank", new WorstRank(1)),
    ];

    [Test]
    public void Evaluate_OnEveryReferenceCase_AgreesTo1e12()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(TestData.Reference("rank_statistics.json")));
        var cases = document.RootElement.GetProperty("cases");
        Assert.That(cases.GetArrayLength(), Is.EqualTo(25));
        using var scope = Assert.EnterMultipleScope();
        foreach (var example in cases.EnumerateArray())
        {
            CheckCase(example);
        }
    }

    private static void CheckCase(JsonElement example)
    {
        var name = example.GetProperty("name").GetString();
        double[] x = Numbers(example.GetProperty("x")), y = Numbers(example.GetProperty("y"));
        foreach (var (field, criterion) in Statistics)
        {
            var expected = Number(example.GetProperty("statistics").GetProperty(field));
            var value = criterion.Evaluate(y, x);
            Assert.That(value.Value, Is.EqualTo(expected).Within(1e-12), $"{name}: {field}");
            Assert.That(value.IsDefined, Is.Not.EqualTo(double.IsNaN(expected)), $"{name}: {field}");
        }

        var top = example.GetProperty("top_k");
        foreach (var entry in top.ValueKind == JsonValueKind.Array ? top.EnumerateArray().ToArray() : [])
        {
            foreach (var (field, criterion) in AtRatio)
            {
                var atRatio = criterion.At(entry.GetProperty("K").GetDouble());
                Assert.That(atRatio.Size(x.Length), Is.EqualTo(entry.GetProperty("k").GetInt32()));
                Assert.That(
                    atRatio.Evaluate(y, x).Value, Is.EqualTo(entry.GetProperty(field).GetDouble()).Within(1e-12),
                    $"{name}: {atRatio.Label}");
            }
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(Number)];

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.GetString() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, _ => double.NegativeInfinity };
}
