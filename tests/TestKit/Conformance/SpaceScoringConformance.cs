using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.ZeroShot;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>
/// That every zero-shot estimator scores a search space's networks: all of them in one stage, which costs little. What a single estimator
/// has to hold as a stage is <see cref="ScoringConformance"/>.
/// </summary>
/// <param name="space">The search space.</param>
public abstract class SpaceScoringConformance(SearchSpace space)
{
    private readonly MLContext _ml = new(seed: 1);
    private double[][] _scores = [];
    private string[] _reasons = [];

    /// <summary>Scores two architectures once for all tests.</summary>
    [OneTimeSetUp]
    public void Score()
    {
        using var model = Stage().Fit(View());
        (_scores, _reasons) = Read(model.Transform(View()));
    }

    /// <summary>Every score is finite, or missing with a reason, which is rare.</summary>
    [Test]
    public void Scores_OfEveryProxy_AreFiniteOrExplained()
    {
        foreach (var (proxy, scores) in ZeroShotProxies.All.Zip(_scores))
        {
            foreach (var (score, reason) in scores.Zip(_reasons))
            {
                Assert.That(
                    double.IsFinite(score) || (double.IsNaN(score) && reason.Contains(proxy.Name)), $"{proxy.Name}: {score}, '{reason}'");
            }
        }

        for (var row = 0; row < _reasons.Length; row++)
        {
            Assert.That(_scores.Count(scores => double.IsNaN(scores[row])), Is.LessThanOrEqualTo(_scores.Length / 10), _reasons[row]);
        }
    }

    /// <summary>Two workers in the reverse order give the same bits, and leave no tensor.</summary>
    [Test]
    public void Scores_AgainInReverseWithTwoWorkers_AreTheSameBits()
    {
        var before = LiveTensors.Count();
        using (var model = Stage().Fit(View(reverse: true)))
        {
            _ = model.ScoreAll(View(reverse: true), new() { Workers = 2, Threads = 1 });
            var (scores, reasons) = Read(model.Transform(View()));
            Assert.That(reasons, Is.EqualTo(_reasons));
            Assert.That(scores, Is.EqualTo(_scores));
        }

        Assert.That(LiveTensors.Count(), Is.LessThanOrEqualTo(before));
    }

    private ScoringEstimator Stage() => _ml.Nas().Transforms.ZeroShot([.. ZeroShotProxies.All], TinyNetworks.Options(space));

    private IDataView View(bool reverse = false)
    {
        var connected = space.Sample((int)System.Numerics.BigInteger.Min(space.Size, 20), 1).Where(space.IsConnected).Take(2);
        var rows = connected.Select(a => new ArchitectureRow { Architecture = a.Text });
        return _ml.Data.LoadFromEnumerable(reverse ? rows.Reverse() : rows);
    }

    private static (double[][] Scores, string[] Reasons) Read(IDataView scored) =>
        ([.. ZeroShotProxies.All.Select(proxy => scored.GetColumn<double>(proxy.Name).ToArray())],
            [.. scored.GetColumn<string>("ScoreStatus")]);
}
