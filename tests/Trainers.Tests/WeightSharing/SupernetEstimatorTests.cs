using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Spaces;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Scoring;

namespace NasPipelines.Trainers.Tests.WeightSharing;

public sealed class SupernetEstimatorTests
{
    [Test]
    public void Fit_View_TrainsItsRowsAndScoresThem()
    {
        var ml = new MLContext(seed: 1);
        var view = TinyNetworks.View(ml, SearchSpaces.NasBench201, 20);
        var estimator = new SupernetEstimator(ml, Small.Images(64), Small.Recipe(2), Small.Supernet, evaluationBatchSize: 8);

        using var model = estimator.Fit(view);
        var scored = model.Transform(view);

        var rows = view.GetColumn<string>("Architecture").Select(SearchSpaces.NasBench201.Parse).ToList();
        var direct = new SupernetTrainer(Small.Supernet, Small.Images(64), Small.Recipe(2)).Train(rows);
        Assert.Multiple(() =>
        {
            Assert.That(model.Checkpoint.Identity, Is.EqualTo(direct.Identity));
            Assert.That(scored.GetColumn<double>("oneshot_acc"), Is.All.InRange(0.0, 1.0));
            Assert.That(scored.GetColumn<double>("oneshot_loss"), Is.All.LessThan(0), "negated: higher is better");
            Assert.That(
                scored.Schema.Select(c => c.Name),
                Is.EqualTo(((IEstimator<ITransformer>)estimator).GetOutputSchema(Shape(view)).Select(c => c.Name)));
            Assert.That(
                () => ml.Model.Save(model, view.Schema, Path.GetTempFileName()),
                Throws.InstanceOf<NotSupportedException>().With.Message.Contains("Checkpoint"));
        });
    }

    [Test]
    public void Fit_NoArchitectures_FailsBeforeTraining()
    {
        var ml = new MLContext(seed: 1);
        var view = ml.Data.LoadFromEnumerable([new { Text = "x" }]);
        var estimator = new SupernetEstimator(ml, Small.Images(64), Small.Recipe(1), Small.Supernet);

        Assert.That(() => estimator.Fit(view), Throws.ArgumentException.With.Message.Contains("'Architecture'"));
    }

    [Test]
    public void Fit_BadRow_NamesIt()
    {
        var ml = new MLContext(seed: 1);
        var view = ml.Data.LoadFromEnumerable([new { Architecture = "nnn3nn" }, new { Architecture = "nnnxnn" }]);
        var estimator = new SupernetEstimator(ml, Small.Images(64), Small.Recipe(1), Small.Supernet);

        Assert.That(() => estimator.Fit(view), Throws.TypeOf<FormatException>().With.Message.StartsWith("Row 1, column 'Architecture'"));
    }

    private static SchemaShape Shape(IDataView view) => SchemaShapes.Of(view);
}
