using System.Collections.Concurrent;
using Microsoft.ML.Data;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.ZeroShot;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>
/// What every zero-shot estimator has to hold as a pipeline stage, on every search space. Derive a fixture, name a proxy and a space, and
/// run it on your own as well.
/// </summary>
/// <param name="proxy">The proxy.</param>
/// <param name="space">The search space.</param>
public abstract class ScoringConformance(ZeroShotProxy proxy, SearchSpace space) : StageConformance(space, proxy.Name, "ScoreStatus")
{
    // What all listed proxies compute together, by space: the company of each of them, computed once.
    private static readonly ConcurrentDictionary<SearchSpace, Dictionary<string, double[]>> ListedTogether = new();

    /// <summary>What else is computed does not change a score.</summary>
    [Test]
    public void Scores_InCompany_AreTheSame()
    {
        using var alone = Stage().Fit(View());
        var together = CanBeLoaded
            ? ListedTogether.GetOrAdd(Space, _ => ScoresOf([.. ZeroShotProxies.All]))
            : ScoresOf([.. ZeroShotProxies.All, proxy]);

        Assert.That(together[proxy.Name], Is.EqualTo(Scores(alone.Transform(View()))).Within(1e-5).Percent);
    }

    /// <summary>No tensor outlives the stage.</summary>
    [Test]
    public void Dispose_AfterScoring_LeavesNoTensor()
    {
        using (var warm = Stage().Fit(View()))
        {
            _ = warm.ScoreAll(View());
        }

        var before = LiveTensors.Count();
        using (var model = Stage().Fit(View()))
        {
            _ = model.ScoreAll(View());
        }

        Assert.That(LiveTensors.Count(), Is.LessThanOrEqualTo(before));
    }

    /// <summary>The name is a column name, and the description says what it is.</summary>
    [Test]
    public void Name_IsLowerCaseAndDescribed()
    {
        Assert.That(proxy.Name, Does.Match("^[a-z][a-z0-9_]*$"));
        Assert.That(proxy.Description, Is.Not.Empty);
    }

    /// <inheritdoc/>
    protected override bool CanBeLoaded => ZeroShotProxies.All.Contains(proxy);

    /// <inheritdoc/>
    protected override ScoringEstimator Stage(string column = "Architecture") =>
        Context.Nas().Transforms.ZeroShot([proxy], TinyNetworks.Options(Space, column));

    /// <inheritdoc/>
    protected override string KeyOf(Architecture architecture) => architecture.Canonical;

    private Dictionary<string, double[]> ScoresOf(IReadOnlyList<ZeroShotProxy> proxies)
    {
        using var company = Context.Nas().Transforms.ZeroShot(proxies, TinyNetworks.Options(Space)).Fit(View());
        var scored = company.Transform(View());
        return proxies.ToDictionary(p => p.Name, p => scored.GetColumn<double>(p.Name).ToArray());
    }
}
