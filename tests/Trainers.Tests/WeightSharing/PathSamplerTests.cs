using NasPipelines.Numerics;
using NasPipelines.Spaces;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Paths;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class PathSamplerTests
{
    private static readonly Architecture[] Candidates =
        [.. SearchSpaces.NasBench201.Enumerate().Where(Supernets.Get("nasbench201").CanTrain).Where((_, i) => i % 50 == 0)];

    [Test]
    public void Deiso_ManyDraws_AreUniformOverClassesAndUniformPathsAreNot()
    {
        Func<Architecture, string> classOf = a => a.Space.CanonicalForm(a, ArchitectureEquivalence.Literature);
        Architecture[] few = [.. SearchSpaces.NasBench201.Enumerate()
            .Where(Supernets.Get("nasbench201").CanTrain).GroupBy(classOf).Take(60).SelectMany(g => g)];

        var (deiso, freedom) = ChiSquare("deiso", few, classOf);
        var (uniform, _) = ChiSquare("uniform", few, classOf);

        // Four deviations above the mean of the distribution.
        var limit = freedom + (4 * Math.Sqrt(2.0 * freedom));
        Assert.That(deiso, Is.LessThan(limit));
        Assert.That(uniform, Is.GreaterThan(limit));
    }

    [Test]
    public void Uniform_ManyDraws_AreUniformOverEncodings()
    {
        var (value, freedom) = ChiSquare("uniform", Candidates, a => a.Text);

        Assert.That(value, Is.LessThan(freedom + (4 * Math.Sqrt(2.0 * freedom))));
    }

    [Test]
    public void Fair_EveryDraw_HasEveryChoiceOfEveryEdgeOnce()
    {
        var draws = Draws("fair", Candidates, steps: 50);

        foreach (var draw in draws)
        {
            for (var edge = 0; edge < 6; edge++)
            {
                Assert.That(draw.Select(a => a.Genes[edge]), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }));
            }
        }

        Assert.That(draws.Select(d => d[0].Text).Distinct().Count(), Is.GreaterThan(40));
    }

    [Test]
    public void FairPublished_Draws_LeaveOutWhatCannotBeTrained()
    {
        Architecture[] trainable = [.. SearchSpaces.NasBench201.Enumerate().Where(Supernets.Get("nasbench201").CanTrain)];

        var draws = Draws("fair-published", trainable, steps: 100);

        Assert.That(draws.SelectMany(d => d).All(Supernets.Get("nasbench201").CanTrain));
        Assert.That(draws.Select(d => d.Count), Has.Some.LessThan(5));
    }

    [Test]
    public void Complexity_ManyDraws_ReachSmallAndLargeAlike()
    {
        var counts = Draws("complexity", Candidates, steps: 4000).SelectMany(d => d)
            .CountBy(a => a.Genes.Count(g => g == 3)).ToDictionary();
        var uniform = Draws("uniform", Candidates, steps: 4000).SelectMany(d => d).CountBy(a => a.Genes.Count(g => g == 3)).ToDictionary();

        Assert.That(counts[4], Is.GreaterThan(2 * uniform[4]));
    }

    [Test]
    public void Get_UnknownName_ListsWhatExists() =>
        Assert.That(() => PathSamplers.Get("best"), Throws.ArgumentException.With.Message.Contains("deiso").And.Message.Contains("fair"));

    private static List<IReadOnlyList<Architecture>> Draws(string sampler, IReadOnlyList<Architecture> candidates, int steps)
    {
        var draw = PathSamplers.Get(sampler).Prepare(Small.Supernet, candidates);
        var random = new SplitMix64(11);
        return [.. Enumerable.Range(0, steps).Select(_ => draw(1, below => (int)random.NextInteger(below)))];
    }

    private static (double Value, int Freedom) ChiSquare(
        string sampler, IReadOnlyList<Architecture> candidates, Func<Architecture, string> classOf)
    {
        const int Steps = 20_000;
        var classes = candidates.Select(classOf).Distinct().ToList();
        var counts = Draws(sampler, candidates, Steps).CountBy(d => classOf(d[0])).ToDictionary();
        var expected = Steps / (double)classes.Count;
        return (classes.Sum(c => Math.Pow(counts.GetValueOrDefault(c) - expected, 2) / expected), classes.Count - 1);
    }
}
