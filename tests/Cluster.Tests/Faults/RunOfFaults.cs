using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Cluster.Grains;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Stages;
using NasPipelines.TestKit;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cluster.Tests.Faults;

/// <summary>A run of some seconds on silos that something happens to; whatever it is, the scores are those of one process.</summary>
internal sealed class RunOfFaults : IDisposable
{
    private const int Begun = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly MLContext _ml = new();
    private readonly SlowSpace _space = new();
    private readonly TemporaryFolder _folder = new();
    private readonly RemoteCluster _cluster;
    private readonly ScoreJournal _journal;
    private readonly IDataView _view;
    private readonly ScoringTransformer _stage;
    private readonly Task<ScoringSummary> _scoring;
    private readonly List<string> _log = [];
    private long _fault;

    private RunOfFaults(SilosOfFaults silos)
    {
        _view = ArchitectureColumn.ViewOf(_space, [.. _space.Enumerate()]);
        _cluster = RemoteCluster.Connect(new()
        {
            Connection = silos.Connection,
            Token = SilosOfFaults.Token,
            Patience = Patience,
            Log = line =>
            {
                lock (_log)
                {
                    _log.Add(FormattableString.Invariant($"{DateTime.UtcNow:mm:ss.f} {line}"));
                }
            },
        });
        _journal = ScoreJournal.Open(_folder.File("a.journal"));
        _stage = Stage(_cluster, _journal).Fit(_view);
        _scoring = Task.Run(() => _stage.ScoreAll(_view));
    }

    /// <summary>The run as its client sees it.</summary>
    public Task<ScoringSummary> Scoring => _scoring;

    /// <summary>Starts a run and waits until it is well under way.</summary>
    public static async Task<RunOfFaults> Start(SilosOfFaults silos)
    {
        var run = new RunOfFaults(silos);
        while ((await run.Status())?.Done is null or < Begun)
        {
            Assert.That(run._scoring.IsCompleted, Is.False, "the run ended before anything happened to it");
            await Task.Delay(100);
        }

        return run;
    }

    /// <summary>The silo that coordinates the run.</summary>
    public async Task<string> Coordinator() => (await Status())!.Silo;

    /// <summary>Something happens now.</summary>
    public void Happens() => _fault = Stopwatch.GetTimestamp();

    /// <summary>Waits until the run has ended, and requires that its scores are those of one process.</summary>
    public async Task RequireWhole()
    {
        var summary = await _scoring.WaitAsync(Patience);
        var since = Stopwatch.GetElapsedTime(_fault).TotalSeconds;
        await TestContext.Out.WriteLineAsync(
            FormattableString.Invariant($"{since:F1} s from the fault to the end, of {summary.Seconds:F1} s"));
        using var alone = Stage(null, null).Fit(_view);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Failed, Is.Zero);
            Assert.That(Bits(_stage), Is.EqualTo(Bits(alone)));
            Assert.That(_journal.Count, Is.EqualTo(summary.Distinct), "a score of each architecture, once");
        }
    }

    public void Dispose()
    {
        if (!_scoring.IsCompleted)
        {
            lock (_log)
            {
                TestContext.Out.WriteLine(string.Join('\n', _log));
            }
        }

        _cluster.Dispose();
        _scoring.ContinueWith(_ => { }, TaskScheduler.Default).Wait(TimeSpan.FromSeconds(10));
        _stage.Dispose();
        _journal.Dispose();
        _folder.Dispose();
    }

    private async Task<RunStatus?> Status()
    {
        var runs = await _cluster.Services.GetRequiredService<IClusterClient>().GetGrain<IRunsGrain>(0).Runs();
        return runs.FirstOrDefault(run => run.Phase == RunPhase.Running);
    }

    private ScoringEstimator Stage(ScoringCluster? cluster, ScoreJournal? journal) => ScoringEstimator.ZeroShot(
        _ml,
        [ZeroShotProxies.Get("synflow")],
        new() { SearchSpace = _space, Threads = 1, Network = new() { ImageSize = 8 }, Cluster = cluster, Journal = journal });

    private long[] Bits(ScoringTransformer stage) =>
        [.. stage.Transform(_view).GetColumn<double>("synflow").Select(BitConverter.DoubleToInt64Bits)];
}
