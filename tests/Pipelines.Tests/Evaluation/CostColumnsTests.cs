using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Ranking;
using NasPipelines.Tests.Analyses;

namespace NasPipelines.Tests.Evaluation;

public sealed class CostColumnsTests
{
    private const string Truth = "c10_test_200";

    private readonly MLContext _ml = new(1);

    private NasCatalog Nas => _ml.Nas();

    [Test]
    public void Evaluate_CostsThatTheViewLacks_AreComputedAsTheStageDoes()
    {
        var view = Sample();
        Assert.That(view.Schema.GetColumnOrNull("params"), Is.Null);
        using var costs = Nas.Transforms.Complexity().Fit(view);
        var expected = Nas.Evaluate(costs.Transform(view), Truth, "params", "params_active", "flops");

        var evaluation = Nas.Evaluate(view, Truth, "params", "params_active", "flops");

        Assert.That(evaluation.Select(m => (m.Name, m.Kendall)), Is.EqualTo(expected.Select(m => (m.Name, m.Kendall))));
        Assert.That(Nas.Transforms.EvaluateRanking(Truth, "params").Fit(view).Metrics[0].Kendall, Is.EqualTo(expected["params"].Kendall));
        Assert.That(
            Nas.Bootstrap(view, Truth, ["params"], bootstrap: new() { Resamples = 10 }).Evaluation[0].Kendall,
            Is.EqualTo(expected["params"].Kendall));
    }

    [Test]
    public void Evaluate_ControlsThatTheViewLacks_AreComputed()
    {
        var evaluation = Nas.Evaluate(
            Sample(), Truth, ["flops"], new() { Criteria = [Criteria.Get("partialKendall")], ControlColumnNames = ["params_active"] });
        Assert.That(evaluation[0]["partialKendall"].IsDefined, Is.True);
    }

    [Test]
    public void Evaluate_ACostThatTheViewHas_IsTheViews()
    {
        var view = _ml.Transforms.CopyColumns("params", Truth).Fit(Sample()).Transform(Sample());
        Assert.That(Nas.Evaluate(view, Truth, "params")[0].Kendall, Is.EqualTo(1).Within(1e-12));
        Assert.That(Nas.Data.AddCosts(view, ["params"]), Is.SameAs(view));
    }

    [Test]
    public void Evaluate_ArchitecturesInAnotherColumn_HaveTheirCostsComputed()
    {
        var view = _ml.Transforms.CopyColumns("Cell", "Architecture")
            .Append(_ml.Transforms.DropColumns("Architecture")).Fit(Sample()).Transform(Sample());
        var evaluation = Nas.Evaluate(view, Truth, ["params"], new() { ArchitectureColumnName = "Cell" });
        Assert.That(evaluation[0].Kendall, Is.EqualTo(Nas.Evaluate(Sample(), Truth, "params")[0].Kendall));
    }

    [Test]
    public void AddCosts_OfNamesOfOthers_AddsOnlyCosts()
    {
        var view = Sample();
        Assert.That(Nas.Data.AddCosts(view, ["flops", Truth, "synflow"]).Schema.Where(c => !c.IsHidden).Select(c => c.Name),
            Is.EqualTo(view.Schema.Where(c => !c.IsHidden).Select(c => c.Name).Append("flops")));
    }

    [Test]
    public void Evaluate_CostsWithoutArchitectures_AreMissingColumns()
    {
        var view = _ml.Data.LoadFromEnumerable([new Row { Accuracy = 1 }, new Row { Accuracy = 2 }]);
        Assert.That(
            () => Nas.Evaluate(view, "Accuracy", "params"),
            Throws.TypeOf<ArgumentException>().With.Message.Contains("'params' does not exist"));
    }

    private IDataView Sample() => Nas.Data.SampleRows(Nb201Views.Accuracy, 60, 1);

    private sealed class Row
    {
        public double Accuracy { get; set; }
    }
}
