using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Cli.Verbs;

/// <summary>The part of <c>nas score</c> that adds measured latencies where <c>--latency</c> asks for them.</summary>
internal sealed class LatencyStage
{
    // Architectures that are measured at the same time take turns: what disturbs the machine is spread over them.
    private const int Interleaved = 4;

    private readonly CommonOptions _common;
    private readonly Option<bool> _latency = new("--latency")
    {
        Description = "Add the measured latency of ONNX Runtime, in ms and negated; without --proxies, beside params.",
    };
    private readonly Option<int> _batch = Number("--latency-batch", "Latency: images in a batch.", 1, 1, 65536);
    private readonly Option<int> _threads = Number("--latency-threads", "Latency: threads of a run.", 1, 1, 1024);
    private readonly Option<int> _runs = Number("--latency-runs", "Latency: runs that count, for their median.", 30, 2, 100_000);
    private readonly Option<int> _warmUp = Number("--latency-warm-up", "Latency: runs before them.", 3, 0, 10_000);

    public LatencyStage(Command command, CommonOptions common)
    {
        _common = common;
        foreach (var option in (Option[])[_latency, _batch, _threads, _runs, _warmUp])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether latencies are asked for.</summary>
    public bool IsAsked(ParseResult parsed) => parsed.GetValue(_latency);

    /// <summary>Saves the view, with latencies where they are asked for.</summary>
    /// <returns>The summary of latencies; null where none are asked for.</returns>
    public ScoringSummary? Score(
        Terminal terminal, NasCatalog nas, ParseResult parsed, ScoreJournal? journal, Shard? shard, IDataView view,
        Action<IDataView> save, CancellationToken cancellation)
    {
        if (!IsAsked(parsed))
        {
            save(view);
            return null;
        }

        var stage = nas.Transforms.Latency(new()
        {
            BatchSize = parsed.GetValue(_batch),
            RunThreads = parsed.GetValue(_threads),
            Repetitions = parsed.GetValue(_runs),
            WarmUp = parsed.GetValue(_warmUp),
            Device = _common.Run.Device(parsed),
            Journal = journal,
        });
        using var scorer = stage.Fit(view);
        var summary = _common.Run.Show(terminal, parsed, run => scorer.ScoreAll(view, shard, run), Interleaved, 1, cancellation);
        cancellation.ThrowIfCancellationRequested();
        save(scorer.Transform(view));
        return summary;
    }

    private static Option<int> Number(string name, string description, int standard, int low, int high) =>
        new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard }.Within(low, high);
}
