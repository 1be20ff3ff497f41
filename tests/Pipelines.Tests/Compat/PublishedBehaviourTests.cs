using NasPipelines.Compat;

namespace NasPipelines.Tests.Compat;

/// <summary>Figures of the published code itself, run with NumPy 1.24 and SciPy 1.10 on numbers made by formula.</summary>
public sealed class PublishedBehaviourTests
{
    private static readonly double[] Scores = [.. Enumerable.Range(0, 400).Select(i => (double)((i * 7919 + i * i) % 23))];
    private static readonly double[] Truth = [.. Enumerable.Range(0, 400).Select(i => (i * 104729 + 3 * i * i) % 61 + 2 * Scores[i])];
    private static readonly double[] Gappy = [.. Scores.Select((s, i) => i % 37 == 0 ? double.NaN : i == 5 ? double.PositiveInfinity : s)];

    [TestCase(100, 7, 31, 869956062u)]
    [TestCase(1000, 5, 7919, 2727266094u)]
    [TestCase(5000, 28, 104729, 1851857178u)]
    [TestCase(20000, 3000, 104729, 3322850584u)]
    public void Ascending_OfTiedValues_IsNumpysOrder(int n, int levels, long factor, uint hash) =>
        Assert.That(
            Hash(NumpyArgsort.Ascending([.. Enumerable.Range(0, n).Select(i => (double)((i * factor + (long)i * i) % levels))])),
            Is.EqualTo(hash));

    [Test]
    public void Ascending_OfAnOrganPipe_IsNumpysOrder() =>
        Assert.That(
            Hash(NumpyArgsort.Ascending([.. Enumerable.Range(0, 3000).Select(i => (double)Math.Min(i, 3000 - i))])),
            Is.EqualTo(2188362700u));

    [TestCase("P@top0.5%", 0.0)]
    [TestCase("P@bottom0.5%", 0.5)]
    [TestCase("P@top1%", 0.25)]
    [TestCase("P@top10%", 0.35)]
    [TestCase("P@bottom10%", 0.325)]
    [TestCase("P@top50%", 0.67)]
    [TestCase("KD in predicted top1%", double.NaN)]
    [TestCase("KD in predicted top10%", 0.36944728144244415)]
    [TestCase("KD in predicted bottom10%", 0.18311548044427595)]
    [TestCase("KD in predicted bottom50%", 0.16157405973591754)]
    [TestCase("BR@0.5%", 0.0675)]
    [TestCase("WR@0.5%", 0.3125)]
    [TestCase("BR@1%", 0.005)]
    [TestCase("WR@20%", 0.7475)]
    [TestCase("kd", 0.3725811705978671)]
    public void Compare_AwNas_GivesItsFigures(string name, double expected) =>
        Assert.That(
            PublishedBehaviour.Compare(RankingCompat.AwNas, Truth, Scores).Single(d => d.Name == name).Published,
            Is.EqualTo(expected).Within(1e-12));

    [TestCase("pearson", 0.026733792481108375)]
    [TestCase("spearman", 0.4639626591328993)]
    [TestCase("kendalltau", 0.34041810909130227)]
    [TestCase("p_at_top5", 0.6)]
    [TestCase("p_at_top30", 0.26666666666666666)]
    [TestCase("p_at_top100", 0.48)]
    [TestCase("kd_at_top20", double.NaN)]
    [TestCase("kd_at_top50", 0.32311710432915386)]
    [TestCase("kd_at_top100", 0.24014145793551833)]
    [TestCase("br_at_1", 0.0025)]
    [TestCase("precision_10", 0.0)]
    public void Compare_NasLib_GivesItsFiguresWithMissingScores(string name, double expected)
    {
        double[] scores = [.. Gappy.Select(s => double.IsInfinity(s) ? double.NaN : s)];
        Assert.That(
            PublishedBehaviour.Compare(RankingCompat.NasLib, Truth, scores).Single(d => d.Name == name).Published,
            Is.EqualTo(expected).Within(1e-12));
    }

    [Test]
    public void Compare_NasLib_RoundsScoresAsItDoes()
    {
        double[] scores = [.. Gappy.Select(s => double.IsFinite(s) ? s / 300 : double.NaN)];
        var figures = PublishedBehaviour.Compare(RankingCompat.NasLib, Truth, scores).ToDictionary(d => d.Name, d => d.Published);
        Assert.That(figures["kendalltau"], Is.EqualTo(0.34041810909130227).Within(1e-12));
        Assert.That(figures["kt_2dec"], Is.EqualTo(0.3494914205399806).Within(1e-12));
        Assert.That(figures["kt_1dec"], Is.EqualTo(0.28255663373469175).Within(1e-12));
    }

    [Test]
    public void Compare_NasLib_CountsValuesAboveTheNext()
    {
        var figures = PublishedBehaviour.Compare(
            RankingCompat.NasLib, Truth, [.. Scores.Zip(Truth, (s, t) => s + t)]).ToDictionary(d => d.Name, d => d.Published);
        Assert.That((figures["precision_10"], figures["precision_20"]), Is.EqualTo((0.8, 0.9)));
    }

    [Test]
    public void Compare_WithoutTiesOrGaps_DiffersNowhereInAwNas()
    {
        double[] scores = [.. Scores.Select((s, i) => s + i * 1e-3)], truth = [.. Truth.Select((t, i) => t + i * 1e-3)];
        Assert.That(PublishedBehaviour.Compare(RankingCompat.AwNas, truth, scores).Where(d => !d.IsSame), Is.Empty);
    }

    [Test]
    public void Compare_WithTies_GivesTheReasonOfEachDifference()
    {
        var differences = PublishedBehaviour.Compare(RankingCompat.AwNas, Truth, Scores).Where(d => !d.IsSame).ToList();
        Assert.That(differences, Is.Not.Empty);
        Assert.That(differences.Select(d => d.ToString()), Is.All.Contains("breaks ties"));
    }

    private static uint Hash(int[] order) => order.Aggregate(0u, (hash, row) => unchecked(hash * 31 + (uint)row));
}
