using NasPipelines.Scoring.Journals;
using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.OneShot;
using NasPipelines.Scoring;

namespace NasPipelines.Cli.Verbs;

/// <summary>The part of <c>nas score</c> that adds one-shot scores where <c>--model</c> asks for them.</summary>
internal sealed class OneShotStage
{
    private readonly CommonOptions _common;
    private readonly Option<int> _workers;
    private readonly Option<string?> _images;
    private readonly Option<string?> _model = new("--model") { Description = "Add one-shot scores of this supernet (.onnx), on --images; without --proxies, beside params." };
    private readonly Option<int?> _size = new Option<int?>("--validation-size") { Description = "One-shot: the last images of --images; all where not given." }.Within(1, int.MaxValue);
    private readonly Option<int> _batch =
        new Option<int>("--validation-batch") { Description = "One-shot: images in a batch.", DefaultValueFactory = _ => 256 }.Within(2, 65536);

    private readonly Option<BatchNormStatistics> _statistics = OptionRules.Choice(
        "--statistics",
        "One-shot: statistics of batch normalisations",
        BatchNormStatistics.Batch,
        BatchNormStatistics.Batch,
        BatchNormStatistics.Running,
        BatchNormStatistics.Recalibrated);

    private readonly Option<ExecutionDevice> _device = OptionRules.Choice("--one-shot-device", "One-shot: where ONNX Runtime runs networks", ExecutionDevice.Cpu);
    private readonly Option<bool> _fallback = new("--fallback-to-cpu") { Description = "One-shot: take the CPU, with a warning, where --one-shot-device is not available." };
    private readonly Option<string?> _calibration = new("--calibration-images") { Description = "One-shot: images for recalibrated statistics." };

    public OneShotStage(Command command, CommonOptions common, Option<int> workers, Option<string?> images)
    {
        (_common, _workers, _images) = (common, workers, images);
        foreach (var option in (Option[])[_model, _size, _batch, _statistics, _calibration, _device, _fallback])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether the CPU will do where a device is not available.</summary>
    public bool FallsBackToCpu(ParseResult parsed) => parsed.GetValue(_fallback);

    /// <summary>The zero-shot estimators: those given, or the number of parameters where only one-shot scores are asked for.</summary>
    /// <exception cref="WrongUseException">Nothing is asked for, or what one-shot scores need is missing: said before any work.</exception>
    public string[] Proxies(ParseResult parsed, string[]? given)
    {
        if (parsed.GetValue(_model) is not { } model)
        {
            return given is { Length: > 0 } ? given : throw new WrongUseException("--proxies is missing: give names of estimators, --model with a supernet, or both.");
        }

        if (!File.Exists(model))
        {
            throw new WrongUseException($"--model '{model}': there is no such file.");
        }

        return parsed.GetValue(_images) is null
            ? throw new WrongUseException("--model needs --images with validation images: CIFAR-10 binary batches, a file or a folder.")
            : given is { Length: > 0 } ? given : ["params"];
    }

    /// <summary>Saves the view, with one-shot scores where they are asked for.</summary>
    /// <returns>The summary of one-shot scores; null where none are asked for.</returns>
    public ScoringSummary? Score(
        Terminal terminal,
        NasCatalog nas,
        ParseResult parsed,
        ImageSet? images,
        ScoreJournal? journal,
        IDataView view,
        Action<IDataView> save,
        CancellationToken cancellation)
    {
        if (parsed.GetValue(_model) is not { } model)
        {
            save(view);
            return null;
        }

        var stage = nas.Transforms.OneShot("OneShot", model, new()
        {
            Images = images,
            ValidationSize = parsed.GetValue(_size),
            BatchSize = parsed.GetValue(_batch),
            Statistics = parsed.GetValue(_statistics),
            CalibrationImages = parsed.GetValue(_calibration) is { } path ? ImageSet.Load(path) : null,
            Device = parsed.GetValue(_device),
            Threads = parsed.GetValue(_common.Threads),
            Journal = journal,
        });
        using var scorer = stage.Fit(view);
        var summary = ScoringBar.Show(terminal.Error, progress => scorer.ScoreAll(
            view, new() { Workers = parsed.GetValue(_workers), Threads = parsed.GetValue(_common.Threads), Progress = progress, CancellationToken = cancellation }));
        cancellation.ThrowIfCancellationRequested();
        save(scorer.Transform(view));
        return summary;
    }
}
