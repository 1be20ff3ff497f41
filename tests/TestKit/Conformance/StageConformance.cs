using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NUnit.Framework;

namespace NasPipelines.TestKit.Conformance;

/// <summary>What every scoring stage has to hold as a part of an ML.NET pipeline, whatever computes the scores.</summary>
/// <param name="space">The search space.</param>
/// <param name="score">The score column that is looked at.</param>
/// <param name="status">The column of reasons.</param>
public abstract class StageConformance(SearchSpace space, string score, string status)
{
    /// <summary>The context of all stages.</summary>
    protected MLContext Context { get; } = new(seed: 1);

    /// <summary>The search space.</summary>
    protected SearchSpace Space => space;

    /// <summary>Whether a saved model can find the estimator again.</summary>
    protected virtual bool CanBeLoaded => true;

    /// <summary>The stage.</summary>
    /// <param name="column">The column of architectures.</param>
    protected abstract ScoringEstimator Stage(string column = "Architecture");

    /// <summary>What architectures of one score have in common.</summary>
    protected abstract string KeyOf(Architecture architecture);

    /// <summary>The shape, the fitted schema and the transformed view name the same columns.</summary>
    [Test]
    public void Schemas_OfEstimatorTransformerAndView_Agree()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View()).Schema;

        Assert.That(
            Stage().GetOutputSchema(SchemaShapes.Of(View())).Select(c => c.Name),
            Is.EquivalentTo(scored.Where(c => !c.IsHidden).Select(c => c.Name)));
        Assert.That(model.GetOutputSchema(View().Schema).Select(c => (c.Name, c.Type)), Is.EqualTo(scored.Select(c => (c.Name, c.Type))));
        Assert.That(scored[score].Type, Is.EqualTo(NumberDataViewType.Double));
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
        Assert.That(model.Evaluations, Is.EqualTo(space.Sample(6, 1).Select(KeyOf).Distinct().Count()));
    }

    /// <summary>The scores of a saved and loaded model are the same bits.</summary>
    [Test]
    public void SaveAndLoad_AnyArchitecture_HasTheSameScore()
    {
        Assume.That(CanBeLoaded, "only a listed estimator can be found again by its name");
        using var folder = new TemporaryFolder();
        double[] expected;
        using (var model = Stage().Fit(View()))
        {
            expected = Scores(model.Transform(View()));
            Context.Model.Save(model, View().Schema, folder.File("model.zip"));
        }

        Assert.That(Scores(Context.Model.Load(folder.File("model.zip"), out _).Transform(View())), Is.EqualTo(expected));
    }

    /// <summary>
    /// A model loaded by the product is the stage itself: it scores what is read and no more, and says where scores come from.
    /// </summary>
    [Test]
    public void SaveAndLoad_ThroughTheProduct_IsLazyAndAnnotated()
    {
        Assume.That(CanBeLoaded, "only a listed estimator can be found again by its name");
        using var folder = new TemporaryFolder();
        using var model = Stage().Fit(View());
        Context.Model.Save(model, View().Schema, folder.File("model.zip"));

        using var loaded = (ScoringTransformer)Context.Nas().Model.Load(folder.File("model.zip"));

        _ = loaded.Transform(View()).Preview(2);
        Assert.That(loaded.Evaluations, Is.LessThanOrEqualTo(2));
        Assert.That(
            Annotations(loaded.Transform(View()).Schema[score]),
            Is.EqualTo(Annotations(model.Transform(View()).Schema[score])).And.Not.Empty);
        Assert.That(Scores(loaded.Transform(View())), Is.EqualTo(Scores(model.Transform(View()))));
    }

    /// <summary>A model that cannot be loaded is not saved.</summary>
    [Test]
    public void Save_OfWhatCannotBeLoaded_IsRefused()
    {
        Assume.That(!CanBeLoaded, "a listed estimator can be loaded");
        using var folder = new TemporaryFolder();
        using var model = Stage().Fit(View());

        Assert.That(() => Context.Model.Save(model, View().Schema, folder.File("model.zip")), Throws.InstanceOf<NotSupportedException>());
    }

    /// <summary>Rows that are not read are not scored, nor are rows of which other columns are read.</summary>
    [Test]
    public void Transform_ReadInPart_ScoresThatPart()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View());
        _ = scored.GetColumn<string>("Architecture").ToList();
        Assert.That(model.Evaluations, Is.Zero);

        _ = scored.GetColumn<double>(score).Take(2).ToList();

        Assert.That(model.Evaluations, Is.InRange(1, 2));
    }

    /// <summary>
    /// Parallel cursors, a cache, and the parts of a cross-validation give the same scores, each architecture scored once.
    /// </summary>
    [Test]
    public void Scores_ThroughCursorsCacheAndFolds_AreTheSameBits()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View());
        var expected = Scores(scored);
        var evaluations = model.Evaluations;

        Assert.That(Scores(Context.Data.Cache(scored)), Is.EqualTo(expected));
        Assert.That(Context.Data.CrossValidationSplit(scored, 2).SelectMany(fold => Scores(fold.TestSet)), Is.EquivalentTo(expected));
        Assert.That(scored.GetRowCursorSet([scored.Schema[score]], 4).SelectMany(Read), Is.EquivalentTo(expected));
        Assert.That(model.Evaluations, Is.EqualTo(evaluations));

        IEnumerable<double> Read(DataViewRowCursor cursor)
        {
            using (cursor)
            {
                var getter = cursor.GetGetter<double>(cursor.Schema[score]);
                while (cursor.MoveNext())
                {
                    var value = 0.0;
                    getter(ref value);
                    yield return value;
                }
            }
        }
    }

    /// <summary>Prediction engines on two threads give the same scores as the view.</summary>
    [Test]
    public void PredictionEngine_OnTwoThreads_HasTheSameScores()
    {
        using var model = Stage().Fit(View());
        var expected = Scores(model.Transform(View()));
        string[] texts = [.. View().GetColumn<string>("Architecture")];
        var renamed = new TransformerChain<ITransformer>(
            model, Context.Transforms.CopyColumns("Value", score).Fit(model.Transform(View())));
        var found = new double[2][];
        Parallel.For(0, 2, i =>
        {
            using var engine = Context.Model.CreatePredictionEngine<ArchitectureRow, ScoredRow>(
                renamed, new PredictionEngineOptions { OwnsTransformer = false });
            found[i] = [.. texts.Select(text => engine.Predict(new ArchitectureRow { Architecture = text }).Value)];
        });

        Assert.That(found, Is.All.EqualTo(expected));
    }

    /// <summary>A missing score has a reason, and no score is infinite.</summary>
    [Test]
    public void Scores_OfAnyArchitecture_AreFiniteOrExplained()
    {
        using var model = Stage().Fit(View());
        var scored = model.Transform(View());

        foreach (var (value, reason) in Scores(scored).Zip(scored.GetColumn<string>(status)))
        {
            Assert.That(
                double.IsFinite(value) ? reason.Length == 0 : double.IsNaN(value) && reason.StartsWith(score, StringComparison.Ordinal),
                $"{value}: '{reason}'");
        }
    }

    /// <summary>A wrong column is refused when the pipeline is made and when it is fitted.</summary>
    [Test]
    public void BadColumn_InFitAndGetOutputSchema_IsRefused()
    {
        var view = Context.Data.LoadFromEnumerable([new ArchitectureRow()]);
        var stage = Stage(column: "Truth");

        Assert.That(() => stage.Fit(view), Throws.ArgumentException.With.Message.Contains("'Truth'").And.Message.Contains("Single"));
        Assert.That(() => stage.GetOutputSchema(SchemaShapes.Of(view)), Throws.ArgumentException.With.Message.Contains("'Truth'"));
    }

    /// <summary>Order of rows and workers do not change a score.</summary>
    [Test]
    public void Scores_ShuffledOrParallel_AreTheSameBits()
    {
        using var alone = Stage().Fit(View());
        var expected = Scores(alone.Transform(View()));
        using var parallel = Stage().Fit(View());
        _ = parallel.ScoreAll(View(), new() { Workers = 2, Threads = 1 });

        Assert.That(Scores(alone.Transform(Context.Data.ShuffleRows(View(), seed: 7))), Is.EquivalentTo(expected));
        Assert.That(Scores(parallel.Transform(View())), Is.EqualTo(expected));
    }

    /// <summary>Six architectures, each as often as wanted.</summary>
    private protected IDataView View(int repeat = 1) => TinyNetworks.View(Context, space, 6, repeat);

    private static List<string> Annotations(DataViewSchema.Column column) =>
        [.. column.Annotations.Schema.Select(a => $"{a.Name}={Text(column, a.Name)}")];

    private static string Text(DataViewSchema.Column column, string annotation)
    {
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(annotation, ref text);
        return text.ToString();
    }

    private protected double[] Scores(IDataView view) => [.. view.GetColumn<double>(score)];

    private sealed class ScoredRow
    {
        public double Value { get; set; }
    }
}
