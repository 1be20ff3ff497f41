using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Networks;
using NasPipelines.Ranking;
using NasPipelines.Stages;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Uncertainty;
using NasPipelines.ZeroShot;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// What <c>nas evaluate</c> does without an input: scores the architectures of <see cref="TinyBench"/> with its supernet and with every
/// zero-shot estimator.
/// </summary>
internal sealed class TinyBenchJob : IDisposable
{
    public const string Truth = "accuracy";
    public const string DefaultOutput = "tinybench-scored.tsv";

    private const string OneShotName = "oneshot";

    // A backward pass per image: with the other estimators' batch it alone would take longer than all of them.
    private const string TangentKernel = "ntk";
    private const int TangentKernelBatch = 16;

    private static readonly string[] Seeds = ["accuracy_1", "accuracy_2"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("naspipelines-tinybench-");
    private readonly List<ScoringTransformer> _stages = [];
    private readonly NasCatalog _nas;

    /// <summary>The columns of scores: one-shot accuracy and negated loss, then every zero-shot estimator.</summary>
    public static string[] Scores { get; } = [OneShotName, $"{OneShotName}Loss", .. ZeroShotProxies.All.Select(p => p.Name)];

    /// <summary>Scores the table, or what <paramref name="choose"/> takes of it; the values may be read until this is disposed.</summary>
    public TinyBenchJob(
        Terminal terminal, NasCatalog nas, CommonOptions common, ParseResult parsed, Func<IDataView, IDataView> choose,
        CancellationToken cancellation)
    {
        _nas = nas;
        NasRuntime.Load(); // where libtorch is missing, said before the one-shot scores rather than after
        try
        {
            var files = TinyBench.Extract(_folder.FullName);
            var table = choose(nas.Data.LoadBenchmark(files.Table));
            Scored = Score(terminal, nas, table, files.Supernet, common, parsed, cancellation);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The architectures with truth and scores.</summary>
    public IDataView Scored { get; }

    /// <summary>How well trainings with different seeds agree.</summary>
    public TrainingAgreement Agreement => _nas.Analyses.AgreementOfTrainings(Scored, Seeds, new() { Criteria = [Criteria.Get("kendall")] });

    // A worker of one thread for each core where nothing else is asked for: the networks are small.
    private IDataView Score(
        Terminal terminal, NasCatalog nas, IDataView view, string supernet, CommonOptions common, ParseResult parsed,
        CancellationToken cancellation)
    {
        var threads = common.Run.Threads(parsed, 1);
        var device = common.Run.Device(parsed);
        var oneShot = Fit(nas.Transforms.OneShot(
            OneShotName, supernet, new() { Images = TinyBench.Validation, Device = device, Threads = threads }));

        // A device that is missing is said before any scores.
        var zeroShot = nas.Transforms.ZeroShot(
            ZeroShotProxies.All.Select(p => p.Name).Except([TangentKernel]), Protocol(64, "ScoreStatus"));
        view = Run(oneShot);
        view = Run(Fit(zeroShot));
        return Run(Fit(nas.Transforms.ZeroShot([TangentKernel], Protocol(TangentKernelBatch, "TangentKernelStatus"))));

        ZeroShotOptions Protocol(int batch, string status) => new()
        {
            Images = TinyBench.Train,
            Network = TinyBench.Recipe.Network,
            Seed = parsed.GetValue(common.Seed),
            Threads = threads,
            BatchSize = batch,
            StatusColumnName = status,
            Device = device,
        };

        ScoringTransformer Fit(ScoringEstimator stage)
        {
            var scorer = stage.Fit(view);
            _stages.Add(scorer);
            return scorer;
        }

        IDataView Run(ScoringTransformer scorer)
        {
            common.Run.Show(terminal, parsed, run => scorer.ScoreAll(view, run), 0, 1, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return scorer.Transform(view);
        }
    }

    public void Dispose()
    {
        _stages.ForEach(stage => stage.Dispose());
        _folder.Delete(recursive: true);
    }
}
