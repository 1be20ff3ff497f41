using NasPipelines.Fixtures.Files;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;
using NasPipelines.OneShot;
using NasPipelines.OneShot.Import;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.OneShot.Import;

[Parallelizable] // it computes for long
public sealed class PythonSupernetTests
{
    private static readonly OneShotBatches Images = new(TinyNetworks.Images.Take(0, 16), 16, ImageNormalisation.Cifar10);
    private readonly TemporaryFolder _folder = new();

    internal static IEnumerable<TestCaseData> Layouts()
    {
        yield return Case("autodl", () => Checkpoints.AutoDl(), null);
        yield return Case("autodl", () => Checkpoints.AutoDl(tracked: false), null, running: false);
        yield return Case("generic", () => Checkpoints.AutoDl("_"), null);
        yield return Case("awnas", Checkpoints.AwNas201, null);
        yield return Case("naslib", Checkpoints.NasLib, null, running: false);
        yield return Case("darts", () => Checkpoints.OfDarts(awnas: false), null);
        yield return Case("awnas", () => Checkpoints.OfDarts(awnas: true), null);
        yield return Case("awnas", () => Checkpoints.OfDarts(awnas: true, withNone: false), null);
        foreach (var (space, interior) in Spaces1Shot1())
        {
            yield return Case("nasbench1shot1", () => Checkpoints.OneShot1(space, interior, awnas: false), space);
            yield return Case("awnas", () => Checkpoints.OneShot1(space, interior, awnas: true), space);
        }
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    [TestCaseSource(nameof(Layouts))]
    public void Import_EachLayout_ScoresFiftyArchitecturesAsTheSameWeightsOfOurs(
        string layout, Func<object> make, SearchSpace? space, bool running)
    {
        var checkpoint = (Checkpoint)make();
        Assert.That(checkpoint.Left.Where(name => !name.StartsWith("head.conv.bn.", StringComparison.Ordinal)), Is.Empty);
        var hashes = new HashSet<string>();
        foreach (var (name, bytes) in Forms(checkpoint))
        {
            var imported = PythonSupernet.Import(Write(bytes), Options(space, checkpoint.Network.ImageSize));
            imported.Supernet.Save(_folder.File("imported.onnx"));
            var loaded = SupernetModel.Load(_folder.File("imported.onnx"), space is null ? null : [space]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(imported.Layout, Is.EqualTo(layout), name);
                Assert.That(loaded.Network, Is.EqualTo(checkpoint.Network), name);
                Assert.That(loaded.Space, Is.EqualTo(checkpoint.Space), name);
                Assert.That(loaded.HasRunningStatistics, Is.EqualTo(running), name);
                Assert.That(imported.Missing.IsEmpty, Is.EqualTo(running), name);
                Assert.That(
                    imported.Unused.Where(key => !key.EndsWith("num_batches_tracked", StringComparison.Ordinal)),
                    Is.EquivalentTo(checkpoint.Unused.Select(key => Found(imported, key))), name);
                hashes.Add(loaded.ParametersSha256);
                if (hashes.Count == 1 && name == Forms(checkpoint).First().Name)
                {
                    RequireEqualScores(loaded, checkpoint.Ours(), running);
                }
            }
        }

        Assert.That(hashes, Has.Count.EqualTo(1));
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public void Import_FewShot_ScoresItsPartOfTheSpaceAndNoOther(int operation)
    {
        var checkpoint = Checkpoints.AutoDl(split: (0, 1, operation));
        var file = Checkpoints.Around(checkpoint.State(), checkpoint.Writer, ("edge_to_split", 0), ("edge_op", operation));
        var imported = PythonSupernet.Import(Write(checkpoint.Writer.Zip(file)), Options(null, 8));
        imported.Supernet.Save(_folder.File("part.onnx"));
        var (loaded, space) = (SupernetModel.Load(_folder.File("part.onnx")), SearchSpaces.NasBench201);
        using var theirs = Scorer(loaded);
        using var ours = Scorer(checkpoint.Ours());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(imported.Layout, Is.EqualTo("few-shot"));
            foreach (var architecture in space.Sample(50, 4))
            {
                var own = new Architecture(space, architecture.Genes.SetItem(0, operation).AsSpan());
                RequireEqual(
                    theirs.Score(own, default).Values.Select(v => v.Value), ours.Score(own, default).Values.Select(v => v.Value), own);
                if (architecture.Genes[0] != operation)
                {
                    Assert.That(theirs.Score(architecture, default).Values.Select(v => v.Reason), Is.All.Contains("part of the space"));
                    Assert.That(theirs.KeyOf(architecture), Is.Not.EqualTo(theirs.KeyOf(own)));
                    Assert.That(
                        () => loaded.SaveArchitecture(architecture, _folder.File("none.onnx")),
                        Throws.ArgumentException.With.Message.Contains("where gene 0 is"));
                }
            }
        }
    }

    [Test]
    public void Import_FewShotWithoutWeightsOnTheEdge_NeedsItsOperation()
    {
        var checkpoint = Checkpoints.AutoDl(split: (1, 3, 1));
        var path = Write(checkpoint.Writer.Zip(checkpoint.State()));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => PythonSupernet.Import(path),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("edge 3<-1").And.Message.Contains("EdgeOperation"));
            Assert.That(
                PythonSupernet.Import(path, new() { EdgeOperation = "skip_connect" }).Notes,
                Has.Some.Contains("where gene 4 is skip_connect"));
            Assert.That(
                () => PythonSupernet.Import(path, new() { EdgeOperation = "nor_conv_3x3" }),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("has no weights"));
        }
    }

    [Test]
    public void Import_WithoutRunningStatistics_IsScoredByThoseOfTheBatchOnly()
    {
        var checkpoint = Checkpoints.AutoDl(tracked: false);
        var imported = PythonSupernet.Import(Write(checkpoint.Writer.Zip(checkpoint.State())));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(imported.Missing, Has.Length.EqualTo(2 * 72).And.Contains("cells.0.edges.1<-0.2.op.2.running_mean"));
            Assert.That(imported.Notes, Has.Some.Contains("72 of 78 normalisations have no running statistics"));
            Assert.That(imported.Notes, Has.Some.Contains("72 biases"));
            Assert.That(
                () => Evaluator(imported.Supernet, BatchNormStatistics.Running),
                Throws.InvalidOperationException.With.Message.Contains("no running statistics"));
        }
    }

    [Test]
    public void Import_ArgumentsOfTheScript_TellDataAndSeed()
    {
        var checkpoint = Checkpoints.AutoDl();
        var file = Checkpoints.Around(checkpoint.State(), checkpoint.Writer, ("dataset", "ImageNet16-120"));
        var supernet = PythonSupernet.Import(Write(checkpoint.Writer.Zip(file))).Supernet;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(supernet.Network.ImageSize, Is.EqualTo(16));
            Assert.That(supernet.Description.Seed, Is.EqualTo(7));
            Assert.That(supernet.Description.Training["epochs"], Is.EqualTo("250"));
            Assert.That(supernet.Description.Normalisation.Mean[0], Is.EqualTo(122.68 / 255).Within(1e-12));
        }
    }

    [Test]
    public void Inspect_Checkpoint_ListsTensorsAndValuesAndWhatIsNotRead()
    {
        var checkpoint = Checkpoints.AutoDl();
        var file = Checkpoints.Around(checkpoint.State(), checkpoint.Writer, ("dataset", "cifar10"));
        foreach (var bytes in new[] { checkpoint.Writer.Zip(file), checkpoint.Writer.Legacy(file) })
        {
            var lines = PythonSupernet.Inspect(Write(bytes)).Select(entry => entry.ToString()).ToList();
            Assert.That(lines, Is.SupersetOf(new[]
            {
                "epoch: integer 250", "args.dataset: text 'cifar10'", "args.rand_seed: integer 7", "w_optimizer: not read",
                "w_scheduler: not read", "genotypes: not read", "valid_accuracies.best: float 90.5",
                "search_model.stem.0.weight: float32 (4, 3, 3, 3)", "search_model.stem.1.num_batches_tracked: int64 ()",
                "search_model.cells.0.edges.1<-0.2.op.1.bias: float32 (4)",
            }));
        }
    }

    internal static IEnumerable<(string Name, byte[] Bytes)> Forms(Checkpoint checkpoint)
    {
        var around = Checkpoints.Around(checkpoint.State(), checkpoint.Writer);
        yield return ("a zip archive with all around the weights", checkpoint.Writer.Zip(around));
        yield return ("the older form", checkpoint.Writer.Legacy(around));
        yield return ("the weights alone, of a wrapped network", checkpoint.Writer.Zip(checkpoint.State("module.")));
    }

    private static string Found(ImportedSupernet imported, string key) =>
        imported.Unused.FirstOrDefault(unused => unused.EndsWith(key, StringComparison.Ordinal)) ?? key;

    private static void RequireEqualScores(SupernetModel theirs, SupernetModel ours, bool running)
    {
        foreach (var statistics in running ? [BatchNormStatistics.Batch, BatchNormStatistics.Running] : new[] { BatchNormStatistics.Batch })
        {
            using var of = Evaluator(theirs, statistics);
            using var expected = Evaluator(ours, statistics);
            foreach (var architecture in ours.Space.Sample(50, 3))
            {
                var (a, b) = (of.Evaluate(architecture, default), expected.Evaluate(architecture, default));
                RequireEqual(a.Select(s => s.Accuracy), b.Select(s => s.Accuracy), architecture);
                RequireEqual(a.Select(s => s.Loss), b.Select(s => s.Loss), architecture);
            }
        }
    }

    // Random weights have losses of hundreds: those are compared relatively.
    private static void RequireEqual(IEnumerable<double> actual, IEnumerable<double> expected, Architecture architecture)
    {
        foreach (var (a, b) in actual.Zip(expected, (a, b) => (a, b)))
        {
            Assert.That(a, Is.EqualTo(b).Within(1e-5 * Math.Max(1, Math.Abs(b))), architecture.Text);
        }
    }

    // The portable form: one session for all architectures.
    private static OneShotEvaluator Evaluator(SupernetModel supernet, BatchNormStatistics statistics) =>
        new(supernet, Images, null, statistics, SubnetExecution.Portable, OnnxProvider.Cpu);

    private static OneShotScorer Scorer(SupernetModel supernet) => OneShotScorer.Create(
        "OneShot", supernet, null, new() { Images = TinyNetworks.Images, BatchSize = 16, Statistics = BatchNormStatistics.Running },
        OnnxProvider.Cpu);

    private static SupernetImportOptions Options(SearchSpace? space, int imageSize) => new()
    {
        SearchSpace = space,
        ImageSize = imageSize,
        Normalisation = ImageNormalisation.Cifar10,
    };

    private static IEnumerable<(SearchSpace Space, int Interior)> Spaces1Shot1() =>
        [(SearchSpaces.NasBench1Shot1Sub1, 4), (SearchSpaces.NasBench1Shot1Sub2, 4), (SearchSpaces.NasBench1Shot1, 5)];

    private static TestCaseData Case(string layout, Func<Checkpoint> make, SearchSpace? space, bool running = true) =>
        new TestCaseData(layout, make, space, running).SetArgDisplayNames(
            $"{layout} of {space?.Name ?? make().Space.Name}, running {running}");

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("checkpoint.pth"), bytes);
        return _folder.File("checkpoint.pth");
    }
}
