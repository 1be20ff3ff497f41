using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Networks;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Trainers.Embedded;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli.Verbs;

/// <summary>The part of <c>nas score</c> that adds one-shot scores where <c>--model</c> asks for them.</summary>
internal sealed class OneShotStage
{
    private readonly CommonOptions _common;
    private readonly Option<string?> _images;
    private readonly Option<string?> _model = new("--model")
    {
        Description = "Add one-shot scores of this supernet (.onnx), on --images; without --proxies, beside params.",
    };
    private readonly Option<int?> _size = new Option<int?>("--validation-size")
    {
        Description = "One-shot: the last images of --images; all where not given.",
    }.Within(1, int.MaxValue);
    private readonly Option<int> _batch =
        new Option<int>("--validation-batch")
        {
            Description = "One-shot: images in a batch.",
            DefaultValueFactory = _ => 256,
        }.Within(2, 65536);

    private readonly Option<BatchNormStatistics> _statistics = OptionRules.Choice(
        "--statistics",
        "One-shot: statistics of batch normalisations",
        BatchNormStatistics.Batch,
        BatchNormStatistics.Batch,
        BatchNormStatistics.Running,
        BatchNormStatistics.Recalibrated);

    private readonly Option<string?> _calibration = new("--calibration-images")
    {
        Description = $"One-shot: images for recalibrated statistics, or '{TrainingImages.Tiny}'.",
        HelpName = "PATH",
    };

    public OneShotStage(Command command, CommonOptions common, Option<string?> images)
    {
        (_common, _images) = (common, images);
        common.Run.TakesDevice(command);
        common.Files.Reads(_model);
        common.Files.Reads(_calibration);
        foreach (var option in (Option[])[_model, _size, _batch, _statistics, _calibration])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether one-shot scores are asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_model) is not null;

    /// <summary>The zero-shot estimators: those given, or the number of parameters where only one-shot scores are asked for.</summary>
    /// <exception cref="WrongUseException">Nothing is asked for, or what one-shot scores need is missing: said before any work.</exception>
    public string[] Proxies(Terminal terminal, ParseResult parsed, string[]? given, bool withLatency = false)
    {
        if (parsed.GetValue(_model) is not { } model)
        {
            if (withLatency)
            {
                return given is { Length: > 0 } ? given : ["params"];
            }

            if (given is not { Length: > 0 })
            {
                throw new WrongUseException("--proxies is missing: give names of estimators, --model with a supernet, or both.");
            }

            if (RunsNone(given))
            {
                _common.Run.RequireCpu(parsed, $"{string.Join(", ", given)}, for which no network runs");
            }
            else if (_common.Run.Device(parsed) == ExecutionDevice.TensorRt)
            {
                _common.Run.RequireCpu(parsed, "zero-shot scores, which take cuda (it is for the one-shot scores of --model)");
            }

            return given;
        }

        OptionRules.RequireFile("--model", model);

        if (parsed.GetValue(_images) is null)
        {
            throw new WrongUseException("--model needs --images with validation images: CIFAR-10 binary batches, a file or a folder, "
                + $"or '{TrainingImages.Tiny}'.");
        }

        if (given is not { Length: > 0 })
        {
            return ["params"];
        }

        if (RunsNone(given))
        {
            _common.Run.WarnOfCpu(parsed, terminal, string.Join(", ", given));
        }

        return given;
    }

    private static bool RunsNone(string[] proxies) =>
        Array.TrueForAll(proxies, name => ZeroShotProxies.Get(name).Needs == ZeroShotNeeds.None);

    /// <summary>Saves the view, with one-shot scores where they are asked for.</summary>
    /// <returns>The summary of one-shot scores; null where none are asked for.</returns>
    public ScoringSummary? Score(
        Terminal terminal,
        NasCatalog nas,
        ParseResult parsed,
        ImageSet? images,
        ScoreJournal? journal,
        Shard? shard,
        ScoringCluster? cluster,
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
            CalibrationImages = parsed.GetValue(_calibration) is { } path
                ? path == TrainingImages.Tiny ? TinyBench.Train : ImageSet.Load(path)
                : null,
            Device = _common.Run.Device(parsed),
            Threads = _common.Run.Threads(parsed),
            Journal = journal,
            Cluster = cluster,
        });
        using var scorer = stage.Fit(view);
        var summary = _common.Run.Show(terminal, parsed, run => scorer.ScoreAll(view, shard, run), cancellation);
        cancellation.ThrowIfCancellationRequested();
        save(scorer.Transform(view));
        return summary;
    }
}
