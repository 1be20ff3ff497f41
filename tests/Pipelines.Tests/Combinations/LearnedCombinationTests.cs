using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Combinations;
using NasPipelines.Ranking;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Tests.Analyses;

namespace NasPipelines.Tests.Combinations;

[Parallelizable] // it computes for long
public sealed class LearnedCombinationTests
{
    private static readonly LearnedCombinationOptions Small = new() { Settings = [new(60, 4, 0.15)], Folds = 2 };

    [Test]
    public void LearningCurve_FewAndManyLabels_IsBetterThanTheBestProxyWithMany()
    {
        var curve = Nb201Views.Nas.Analyses.LearningByLabels(
            Nb201Views.ProxiesAndAccuracy, "c10_test_200", Nb201Views.ProxyNames, [20, 200], 2, Small);
        var best = Nb201Views.Nas.Evaluate(Nb201Views.ProxiesAndAccuracy, "c10_test_200", Nb201Views.ProxyNames).Max(m => m.Kendall);
        Assert.That(curve.Points[0].Kendall.Value, Is.LessThan(curve.Points[1].Kendall.Value));
        Assert.That(curve.Points[1].Kendall.Value, Is.GreaterThan(best + 0.05));
        Assert.That(curve.Points[1].Kendall.Resamples, Is.EqualTo(2));
        Assert.That(curve.Missing, Is.Zero);
    }

    [Test]
    public void LearningCurve_LabelsWithoutMeaning_LearnsNothing()
    {
        // The judged architectures are never among the labelled ones: noise must stay at tau 0, which a leak would lift.
        var random = new Random(1);
        var rows = Enumerable.Range(0, 400).Select(
            _ => new Numbers { A = random.NextDouble(), B = random.NextDouble(), Label = random.NextDouble() });
        var view = new MLContext(1).Data.LoadFromEnumerable(rows);
        var curve = Nb201Views.Nas.Analyses.LearningByLabels(
            view, "Label", ["A", "B"], [100], 2,
            Small.With((nameof(LearnedCombinationOptions.Settings), (IReadOnlyList<TreeSettings>)([new(30, 4, 0.1), new(10, 2, 0.1)]))));
        Assert.That(curve.Points[0].Kendall.Value, Is.Zero.Within(0.12));
    }

    [Test]
    public void LearnCombination_AsStage_PredictsTheSameAfterSavingAndLoading()
    {
        var ml = new MLContext(1);
        var view = ml.Nas().Data.SampleRows(Nb201Views.ProxiesAndAccuracy, 300, 1);
        var stage = ml.Nas().Transforms.LearnCombination("learned", "c10_test_200", ["synflow", "nwot", "flops"], Small);
        var model = stage.Fit(view);
        using var folder = new TemporaryFolder();
        ml.Model.Save(model, view.Schema, folder.File("learned.zip"));

        double[] here = [.. model.Transform(Nb201Views.Proxies).GetColumn<double>("learned")];
        double[] there =
            [.. new MLContext(2).Model.Load(folder.File("learned.zip"), out _).Transform(Nb201Views.Proxies).GetColumn<double>("learned")];

        Assert.That(there, Is.EqualTo(here));
        Assert.That(stage.GetOutputSchema(SchemaShapes.Of(view)).Select(c => c.Name), Does.Contain("learned"));
        Assert.That(
            model.Transform(view).Schema.Where(c => !c.IsHidden).Select(c => c.Name),
            Is.EqualTo(view.Schema.Select(c => c.Name).Append("learned")));
        var tau = new KendallTauB().Evaluate([.. Nb201Views.ProxiesAndAccuracy.GetColumn<double>("c10_test_200")], here).Value;
        Assert.That(tau, Is.GreaterThan(0.5), "Proxies and ProxiesAndAccuracy have the same rows in the same order");
    }

    // 1e300 is beyond single precision, which trees read: the order must survive all the same, as must a missing value among them.
    [TestCaseSource(nameof(LearnerNames))]
    public void LearnCombination_FeatureOfManyPowersOfTen_IsLearnedByItsOrder(string learner)
    {
        var ml = new MLContext(1);
        List<string> warnings = [];
        ml.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning && e.Message.Contains("missing features"))
            {
                warnings.Add(e.Message);
            }
        };
        double[] features = [.. Enumerable.Range(0, 300).Select(i => Math.Pow(10, (2 * i) - 300)), double.NaN, double.NegativeInfinity];
        features[200] = double.PositiveInfinity;
        var rows = features.Select((feature, i) => new Numbers { A = feature, Label = i == 200 ? 300 : i < 300 ? i : 300 - i });
        var view = ml.Data.LoadFromEnumerable(rows);
        var stage = ml.Nas().Transforms.LearnCombination(
            "learned", "Label", ["A"], new() { Learner = learner, Settings = [new(60, 32, 0.2, rowsPerLeaf: 1)] });
        double[] learned = [.. stage.Fit(view).Transform(view).GetColumn<double>("learned")], label = [.. view.GetColumn<double>("Label")];

        Assert.That(new KendallTauB().Evaluate(label, learned).Value, Is.GreaterThan(0.85));
        Assert.That(warnings, Is.Empty, "every row is learned from");
    }

    [Test]
    public void LearnCombination_WrongUse_IsRefused()
    {
        Assert.That(
            () => Nb201Views.Nas.Transforms.LearnCombination("x", "y", []),
            Throws.ArgumentException.With.Message.Contains("at least one feature"));
        Assert.That(
            () => Nb201Views.Nas.Transforms.LearnCombination("x", "y", ["zen"], new() { Folds = 1, Settings = [new(0, 1, 0)] }),
            Throws.ArgumentException.With.Message.Contains("Folds").And.Message.Contains("Settings"));
        Assert.That(
            () => Nb201Views.Nas.Analyses.LearningByLabels(Nb201Views.ProxiesAndAccuracy, "c10_test_200", ["zen"], [9444], 1, Small),
            Throws.ArgumentException.With.Message.Contains("[4, 9443]"));
    }

    // ML.NET's trees write a column Score, and earlier versions a column Features: a view's own survive, whatever the view fitted on had.
    [TestCase(true)]
    [TestCase(false)]
    public void LearnCombination_ViewWithColumnsOfTheTrees_KeepsThem(bool fittedWithThem)
    {
        var ml = new MLContext(1);
        var random = new Random(3);
        var rows = Enumerable.Range(0, 60)
            .Select(i => new Named { A = random.NextDouble(), Label = i, Score = i % 7, Features = $"f{i}" }).ToList();
        var view = ml.Data.LoadFromEnumerable(rows);
        var fitted = fittedWithThem ? view : ml.Data.LoadFromEnumerable(rows.Select(r => new Numbers { A = r.A, Label = r.Label }));
        var model = ml.Nas().Transforms.LearnCombination("learned", "Label", ["A"], Small).Fit(fitted);

        var output = model.Transform(view);

        Assert.That(output.GetColumn<double>("Score"), Is.EqualTo(rows.Select(r => r.Score)));
        Assert.That(output.GetColumn<string>("Features"), Is.EqualTo(rows.Select(r => r.Features)));
        string[] names = [.. output.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        Assert.That(names, Is.EquivalentTo(view.Schema.Select(c => c.Name).Append("learned")));
        Assert.That(names, Is.EqualTo(model.GetOutputSchema(view.Schema).Where(c => !c.IsHidden).Select(c => c.Name)));
        Assert.That(output.GetColumn<double>("learned"), Is.EqualTo(model.Transform(fitted).GetColumn<double>("learned")));
        using var engine = ml.Model.CreatePredictionEngine<Named, Learned>(model, view.Schema);
        Assert.That(engine.Predict(rows[5]).Value, Is.EqualTo(output.GetColumn<double>("learned").ElementAt(5)));
        using var folder = new TemporaryFolder();
        ml.Model.Save(model, fitted.Schema, folder.File("learned.zip"));
        var loaded = new MLContext(2).Model.Load(folder.File("learned.zip"), out _).Transform(fitted);
        Assert.That(loaded.GetColumn<double>("learned"), Is.EqualTo(model.Transform(fitted).GetColumn<double>("learned")));
        Assert.That(!fittedWithThem || loaded.GetColumn<double>("Score").SequenceEqual(rows.Select(r => r.Score)), Is.True);
    }

    [Test]
    public void LearnCombination_IntoAColumnNamedScore_ReplacesIt()
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 60).Select(i => new Named { A = i, Label = i, Score = -1 }));
        var stage = ml.Nas().Transforms.LearnCombination("Score", "Label", ["A"], Small);
        Assert.That(stage.Fit(view).Transform(view).GetColumn<double>("Score"), Has.All.InRange(0.0, 1.1));
    }

    private static IEnumerable<string> LearnerNames => Learners.All.Select(learner => learner.Name);

    // Convolutions of a cell are a function of its graph that no single slot of these sets is.
    [TestCaseSource(nameof(LearnerNames))]
    public void LearnCombination_OfGraphFeaturesByEachLearner_PredictsCellsOutsideTheTable(string learner)
    {
        var ml = new MLContext(1);
        var cells = SearchSpaces.NasBench201.Sample(300, seed: 6);
        IDataView View(IEnumerable<Architecture> some) => ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201, [.. some],
            columns: [("truth", [.. some.Select(c => c.Text.Split("conv_3x3").Length + (0.5 * c.Text.Split("conv_1x1").Length))])]);
        IDataView table = View(cells.Take(150)), others = View(cells.Skip(150));
        var stage = ml.Nas().Transforms.GraphFeatures().Append(ml.Nas().Transforms.LearnCombination(
            "learned", "truth", ["GraphFeatures"], new() { Learner = learner, Settings = [new(100, 8, 0.1, 1)] }));
        TransformerChain<ITransformer> model;
        try
        {
            model = stage.Fit(table);
        }
        catch (NotSupportedException e)
        {
            Assert.Ignore(e.Message);
            throw;
        }

        using var folder = new TemporaryFolder();
        ml.Model.Save(model, table.Schema, folder.File("predictor.zip"));
        var unlabelled = ml.Transforms.DropColumns("truth").Fit(others).Transform(others);
        double[] here = [.. model.Transform(unlabelled).GetColumn<double>("learned")];
        double[] there = [.. ml.Nas().Model.Load(folder.File("predictor.zip")).Transform(unlabelled).GetColumn<double>("learned")];

        Assert.That(new KendallTauB().Evaluate([.. others.GetColumn<double>("truth")], here).Value, Is.GreaterThan(0.8));
        Assert.That(there, Is.EqualTo(here));
        Assert.That(stage.Fit(table).Transform(others).GetColumn<double>("learned"), Is.EqualTo(here), "the same for a seed");
    }

    [Test]
    public void LearningCurve_Importance_IsOfTheFeatureThatTells()
    {
        var random = new Random(4);
        var rows = Enumerable.Range(0, 300).Select(_ => new Numbers { A = random.NextDouble(), B = random.NextDouble() }).ToList();
        rows.ForEach(row => row.Label = row.B);
        foreach (var learner in LearnerNames.Where(name => name != "LightGbm"))
        {
            var curve = Nb201Views.Nas.Analyses.LearningByLabels(
                new MLContext(1).Data.LoadFromEnumerable(rows), "Label", ["A", "B"], [50, 100], 2,
                new() { Learner = learner, Settings = [new(30, 8, 0.1)] });

            Assert.That(curve.Learner, Is.EqualTo(learner));
            Assert.That(curve.Importance.Select(f => f.Key), Is.EqualTo(new[] { "B", "A" }), learner);
            Assert.That(curve.Importance[0].Value, Is.GreaterThan(0.9), learner);
            Assert.That(curve.Importance.Sum(f => f.Value), Is.EqualTo(1).Within(1e-9), learner);
        }
    }

    [Test]
    public void LearnCombination_UnknownLearnerOrFeature_IsRefusedWithWhatThereIs()
    {
        Assert.That(
            () => Nb201Views.Nas.Transforms.LearnCombination("x", "y", ["zen"], new() { Learner = "xgboost" }),
            Throws.ArgumentException.With.Message.Contains("'xgboost'").And.Message.Contains("FastTree, FastForest, LightGbm"));
        Assert.That(
            () => Nb201Views.Nas.Transforms.LearnCombination("x", "c10_test_200", ["Architecture"]).Fit(Nb201Views.ProxiesAndAccuracy),
            Throws.ArgumentException.With.Message.Contains("'Architecture' must hold one number"));
    }

    private sealed class Named
    {
        public double A { get; set; }

        public double Label { get; set; }

        public double Score { get; set; }

        public string Features { get; set; } = "";
    }

    private sealed class Learned
    {
        [ColumnName("learned")]
        public double Value { get; set; }
    }

    private sealed class Numbers
    {
        public double A { get; set; }

        public double B { get; set; }

        public double Label { get; set; }
    }
}
