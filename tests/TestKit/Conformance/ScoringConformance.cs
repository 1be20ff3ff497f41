using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Architectures;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;
using NUnit.Framework;
using TorchSharp;

namespace NasPipelines.TestKit.Conformance;

/// <summary>
/// What every zero-shot estimator has to hold as a pipeline stage, on every search space. Derive a fixture, name a proxy and a space, and run it on
/// your own as well.
/// </summary>
/// <param name="proxy">The proxy.</param>
/// <param name="space">The search space.</param>
public abstract class ScoringConformance(ZeroShotProxy proxy, SearchSpace space)
{
    private readonly MLContext _ml = new(seed: 1);

    /// <summary>The shape, the fitted schema and the transformed view name the same columns.</summary>
    [Test]
    public void Schemas_OfEstimatorTransformerAndView_Agree()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View()).Schema;

        Assert.That(Stage().GetOutputSchema(SchemaShapes.Of(View())).Select(c => c.Name), Is.EquivalentTo(scored.Where(c => !c.IsHidden).Select(c => c.Name)));
        Assert.That(model.GetOutputSchema(View().Schema).Select(c => (c.Name, c.Type)), Is.EqualTo(scored.Select(c => (c.Name, c.Type))));
        Assert.That(scored[proxy.Name].Type, Is.EqualTo(NumberDataViewType.Double));
    }

    /// <summary>Nothing is scored before a score is read, and each distinct architecture once.</summary>
    [Test]
    public void Transform_ReadTwice_IsLazyAndScoresOnce()
    {
        using var model = Stage().Fit(View(repeat: 2));
        var scored = model.Transform(View(repeat: 2));
        Assert.That(model.Evaluations, Is.Zero);

        var first = Scores(scored);

        Assert.That(Scores(scored), Is.EqualTo(first));
        Assert.That(model.Evaluations, Is.EqualTo(space.Sample(6, 1).Select(a => a.Canonical).Distinct().Count()));
    }

    /// <summary>The scores of a saved and loaded model are the same bits.</summary>
    [Test]
    public void SaveAndLoad_AnyArchitecture_HasTheSameScore()
    {
        Assume.That(ZeroShotProxies.All.Contains(proxy), "only a listed proxy can be found again by its name");
        using var folder = new TemporaryFolder();
        double[] expected;
        using (var model = Stage().Fit(View()))
        {
            expected = Scores(model.Transform(View()));
            _ml.Model.Save(model, View().Schema, folder.File("model.zip"));
        }

        Assert.That(Scores(_ml.Model.Load(folder.File("model.zip"), out _).Transform(View())), Is.EqualTo(expected));
    }

    /// <summary>Order of rows, workers and what else is computed do not change a score.</summary>
    [Test]
    public void Scores_ShuffledParallelOrInCompany_AreTheSameBits()
    {
        using var alone = Stage().Fit(View());
        var expected = Scores(alone.Transform(View()));
        using var parallel = Stage(workers: 2).Fit(View());
        _ = parallel.ScoreAll(View());
        using var company = _ml.Nas().Transforms.ZeroShot(ZeroShotProxies.All.Append(proxy).Distinct().ToList(), TinyNetworks.Options(space.Name)).Fit(View());

        Assert.That(Scores(alone.Transform(_ml.Data.ShuffleRows(View(), seed: 7))), Is.EquivalentTo(expected));
        Assert.That(Scores(parallel.Transform(View())), Is.EqualTo(expected));
        Assert.That(Scores(company.Transform(View())), Is.EqualTo(expected).Within(1e-5).Percent);
    }

    /// <summary>A missing score has a reason, and no score is infinite.</summary>
    [Test]
    public void Scores_OfAnyArchitecture_AreFiniteOrExplained()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View());

        foreach (var (score, status) in Scores(scored).Zip(scored.GetColumn<string>("ScoreStatus")))
        {
            Assert.That(double.IsFinite(score) ? status.Length == 0 : double.IsNaN(score) && status.StartsWith(proxy.Name, StringComparison.Ordinal), $"{score}: '{status}'");
        }
    }

    /// <summary>A wrong column is refused when the pipeline is made and when it is fitted.</summary>
    [Test]
    public void BadColumn_InFitAndGetOutputSchema_IsRefused()
    {
        var view = _ml.Data.LoadFromEnumerable([new ArchitectureRow()]);
        var stage = _ml.Nas().Transforms.ZeroShot([proxy], TinyNetworks.Options(space.Name) with { ArchitectureColumnName = "Truth" });

        Assert.That(() => stage.Fit(view), Throws.ArgumentException.With.Message.Contains("'Truth'").And.Message.Contains("Single"));
        Assert.That(() => stage.GetOutputSchema(SchemaShapes.Of(view)), Throws.ArgumentException.With.Message.Contains("'Truth'"));
    }

    /// <summary>No tensor outlives the stage.</summary>
    [Test]
    public void Dispose_AfterScoring_LeavesNoTensor()
    {
        using (var warm = Stage().Fit(View()))
        {
            _ = warm.ScoreAll(View());
        }

        var before = torch.Tensor.TotalCount;
        using (var model = Stage().Fit(View()))
        {
            _ = model.ScoreAll(View());
        }

        Assert.That(torch.Tensor.TotalCount, Is.EqualTo(before));
    }

    /// <summary>The name is a column name, and the description says what it is.</summary>
    [Test]
    public void Name_IsLowerCaseAndDescribed()
    {
        Assert.That(proxy.Name, Does.Match("^[a-z][a-z0-9_]*$"));
        Assert.That(proxy.Description, Is.Not.Empty);
    }

    private IDataView View(int repeat = 1) => TinyNetworks.View(_ml, space, 6, repeat);

    private ScoringEstimator Stage(int workers = 1) => _ml.Nas().Transforms.ZeroShot([proxy], TinyNetworks.Options(space.Name, workers));

    private double[] Scores(IDataView view) => [.. view.GetColumn<double>(proxy.Name)];
}
