using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Combinations;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Conformance;

/// <summary>One chain of all stages that can be saved, loaded by a process that knows nothing of it.</summary>
public sealed class SavedChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Test]
    public void Chain_OfEverySaveableStage_PredictsTheSameInAFreshProcess()
    {
        using var folder = new TemporaryFolder();
        var supernet = TinyNetworks.SaveSupernet(folder.File("supernet.onnx"), SearchSpaces.NasBench201);
        var view = TinyNetworks.View(_ml, SearchSpaces.NasBench201, 24);
        var transforms = _ml.Nas().Transforms;
        var pipeline = transforms.Complexity(new() { SearchSpace = SearchSpaces.NasBench201 })
            .Append(transforms.ZeroShot(["synflow", "relu_logdet"], TinyNetworks.Options(SearchSpaces.NasBench201)))
            .Append(transforms.OneShot("OneShot", supernet, TinyNetworks.OneShot))
            .Append(transforms.Combine("vote", ["params", "synflow", "OneShotLoss"]))
            .Append(transforms.GraphFeatures(options: new() { SearchSpace = SearchSpaces.NasBench201 }))
            .Append(transforms.LearnCombination(
                "learned", "Truth", ["vote", "GraphFeatures", "OneShotLoss"],
                new LearnedCombinationOptions { Settings = [new(10, 2, 0.1)], Folds = 2 }))
            .Append(_ml.Transforms.Expression("Sum", "(l, v, o) => single(l) + single(v) + single(o)", "learned", "vote", "OneShotLoss"))
            .Append(_ml.Transforms.CopyColumns("Score", "Sum"))
            .Append(transforms.EvaluateRanking("Truth", "learned", "vote"));
        using var model = pipeline.Fit(view);
        float[] expected = [.. model.Transform(view).GetColumn<float>("Score")];
        _ml.Model.Save(model, view.Schema, folder.File("model.zip"));

        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(NasPipelines.Samples.Program).Assembly.Location, "predict", folder.File("model.zip"),
                .. view.GetColumn<string>("Architecture")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.Zero, errors.Result);
        Assert.That(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => float.Parse(l, CultureInfo.InvariantCulture)),
            Is.EqualTo(expected));
        Assert.That(expected.Distinct().Count(), Is.GreaterThan(12));
        using var loaded = (TransformerChain<ITransformer>)_ml.Nas().Model.Load(folder.File("model.zip"));
        Assert.That(loaded.OfType<ScoringTransformer>().Count(), Is.EqualTo(3));
        Assert.That(loaded.Transform(view).GetColumn<float>("Score"), Is.EqualTo(expected));
    }
}
