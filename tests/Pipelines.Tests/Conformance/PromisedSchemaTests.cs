using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Combinations;
using NasPipelines.OneShot;
using NasPipelines.Samples;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.ZeroShot;

namespace NasPipelines.Tests.Conformance;

/// <summary>
/// What a stage promises of its columns before it is fitted is what it delivers, annotations and all: ML.NET's own conformance compares the
/// two shapes.
/// </summary>
public sealed class PromisedSchemaTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IEnumerable<TestCaseData> Stages()
    {
        var nas = Ml.Nas();
        var options = TinyNetworks.Options(SearchSpaces.NasBench201);
        yield return Case("Complexity", () => nas.Transforms.Complexity());
        yield return Case("ZeroShot", () => nas.Transforms.ZeroShot(["synflow", "params"], options));
        yield return Case("ZeroShot without reasons", () => nas.Transforms.ZeroShot(
            ["synflow"], options.With((nameof(ZeroShotOptions.StatusColumnName), null))));
        yield return Case("ZeroShot of several seeds", () => nas.Transforms.ZeroShot(
            ["synflow", "flops"], options.With((nameof(ZeroShotOptions.Seeds), (IReadOnlyList<long>)[1, 2]))));
        yield return Case("Score", () => nas.Transforms.Score(new Roofline(SearchSpaces.NasBench201, 150, 20)));
        yield return Case("Combine", () => nas.Transforms.Combine("vote", ["a", "truth"]));
        yield return Case("LearnCombination", () => nas.Transforms.LearnCombination(
            "learned", "truth", ["a"], new LearnedCombinationOptions { Settings = [new(10, 2, 0.1)], Folds = 2 }));
        yield return Case("GraphFeatures", () => nas.Transforms.GraphFeatures());
        yield return Case("EvaluateRanking", () => nas.Transforms.EvaluateRanking("truth", "a"));
        yield return Case("Supernet", () => nas.Trainers.Supernet(TinyNetworks.Images, new SupernetOptions
        {
            Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 8 },
            Epochs = 1,
            BatchSize = 8,
            ValidationShare = 0.25,
        }));

        static TestCaseData Case(string name, Func<IEstimator<ITransformer>> stage) => new TestCaseData(stage).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Stages))]
    public void Shape_BeforeAndAfter_IsTheSameWithAnnotations(Func<IEstimator<ITransformer>> stage) => Compare(stage(), View());

    [Test]
    public void Shape_OfOneShot_IsTheSameWithAnnotations()
    {
        using var folder = new TemporaryFolder();
        var supernet = TinyNetworks.SaveSupernet(folder.File("s.onnx"), SearchSpaces.NasBench201);

        var options = TinyNetworks.OneShot.With((nameof(OneShotOptions.KeepBatchScores), true));
        Compare(Ml.Nas().Transforms.OneShot("acc", supernet, options), View());
    }

    [Test]
    public void Shape_OfAColumnOfAnotherName_IsTheSame()
    {
        var view = Ml.Transforms.CopyColumns("cell", "Architecture").Append(Ml.Transforms.DropColumns("Architecture"))
            .Fit(View()).Transform(View());

        Compare(Ml.Nas().Transforms.ZeroShot(["l2_norm"], TinyNetworks.Options(SearchSpaces.NasBench201, "cell")), view);
    }

    [TestCaseSource(nameof(Stages))]
    public void Null_IsRefusedByEstimatorAndTransformer(Func<IEstimator<ITransformer>> make)
    {
        var stage = make();
        var model = stage.Fit(View());
        try
        {
            Assert.That(() => stage.Fit(null!), Throws.ArgumentNullException);
            Assert.That(() => stage.GetOutputSchema(null!), Throws.ArgumentNullException);
            Assert.That(() => model.Transform(null!), Throws.ArgumentNullException);
            Assert.That(() => model.GetOutputSchema(null!), Throws.ArgumentNullException);
            Assert.That(() => model.GetRowToRowMapper(null!), Throws.ArgumentNullException);
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    // Text where numbers belong, numbers where text belongs, and nothing at all.
    [TestCaseSource(nameof(Stages))]
    public void WrongColumns_AreRefusedAlikeByEstimatorAndTransformer(Func<IEstimator<ITransformer>> make)
    {
        var stage = make();
        if (stage is NasPipelines.Evaluation.RankingEvaluatorEstimator)
        {
            Assert.That(stage.Fit(View()).Transform(Strange()), Is.Not.Null, "it passes every row on and reads none");
            return;
        }

        var model = stage.Fit(View());
        try
        {
            foreach (var view in new[] { Strange(), Ml.Data.LoadFromEnumerable([new Nothing()]) })
            {
                var refused = Message(() => make().GetOutputSchema(SchemaShapes.Of(view)));

                Assert.That(refused, Does.Match("'(Architecture|a|truth)'").And.Not.Contain("NasPipelines."));
                Assert.That(Message(() => model.GetOutputSchema(view.Schema)), Is.EqualTo(refused));
                Assert.That(Message(() => model.Transform(view)), Is.EqualTo(refused));
                Assert.That(Message(() => model.GetRowToRowMapper(view.Schema)), Is.EqualTo(refused));
            }
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }

        static string Message(Action use)
        {
            var message = Assert.Catch<ArgumentException>(() => use())!.Message;
            return message.Split(": ")[0].Split(" (Parameter")[0];
        }
    }

    private static void Compare(IEstimator<ITransformer> stage, IDataView view)
    {
        var promised = Describe(stage.GetOutputSchema(SchemaShapes.Of(view)));
        var model = stage.Fit(view);
        try
        {
            Assert.That(promised, Is.EqualTo(Describe(SchemaShapes.Of(model.Transform(view)))));
        }
        finally
        {
            (model as IDisposable)?.Dispose();
        }
    }

    private static List<string> Describe(SchemaShape shape) =>
    [
        .. shape.Select(c => $"{c.Name} {c.Kind} {c.ItemType} {c.IsKey} [{string.Join(", ", Describe(c.Annotations ?? new([])))}]")
            .Order(StringComparer.Ordinal),
    ];

    private static IDataView View()
    {
        var all = SearchSpaces.NasBench201.Sample(20, 2);
        return ArchitectureColumn.ViewOf(
            SearchSpaces.NasBench201,
            all,
            columns: [("a", [.. all.Select((_, i) => Math.Sin(i))]), ("truth", [.. all.Select((_, i) => Math.Sin(i) + Math.Cos(3 * i))])]);
    }

    private static IDataView Strange() => Ml.Data.LoadFromEnumerable([new StrangeRow()]);

    private sealed class StrangeRow
    {
        public float Architecture { get; set; }

        [ColumnName("a")]
        public string A { get; set; } = "x";

        [ColumnName("truth")]
        public string Truth { get; set; } = "x";
    }

    private sealed class Nothing
    {
        public float Other { get; set; }
    }
}
