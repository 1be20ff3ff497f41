using System.CommandLine;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.Trainers.Embedded;
using NasPipelines.ZeroShot;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas score INPUT --proxies a,b --model SUPERNET --output FILE</c>: adds zero-shot and one-shot scores to architectures.
/// </summary>
internal static class ScoreVerb
{
    public const string Name = "score";

    public const string Description = "Score architectures with zero-shot and one-shot estimators.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var networks = new NetworkInput();
        var input = new InputOptions(command, common, networks);
        networks.AddTo(command);
        var proxies = Proxies();
        var images = Images(common);
        var format = OptionRules.Choice("--image-format", "What the images are", ImageFormat.Cifar10);
        var protocol = new ProtocolOptions(command);
        var journaling = new JournalOptions(command, common);
        var oneShot = new OneShotStage(command, common, images);
        var latency = new LatencyStage(command, common);
        var shards = new ShardOptions(command, common);
        var clusters = new ClusterOptions(command, common);
        var output = TableOutput.UnlessShard(command, common, shards);
        foreach (var option in (Option[])[proxies, images, format])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var shard = shards.Read(parsed);
            var table = shards.Output(parsed, shard, output, terminal);
            shards.Run(parsed, journaling.FilePath(parsed, shard), () =>
            {
                if (clusters.IsAsked(parsed) && latency.IsAsked(parsed))
                {
                    throw new WrongUseException("--cluster: latencies are measured where they are asked for; ask for them without it.");
                }

                var names = oneShot.Proxies(
                    terminal, parsed, EstimatorGroups.Expand(parsed.GetValue(proxies) ?? []), latency.IsAsked(parsed));
                if (shard is not null && !oneShot.IsAsked(parsed) && !latency.IsAsked(parsed))
                {
                    RequireKept(names);
                }

                var pictures = LoadImages(parsed.GetValue(images), parsed.GetValue(format), names);
                var nas = Session.Open(terminal, common.Run.FallsBackToCpu(parsed));
                using var journal = journaling.Open(parsed, shard);
                using var connected = clusters.Connect(terminal, parsed, cancellation);
                var cluster = ClusterOptions.Of(connected);
                var stage = nas.Transforms.ZeroShot(
                    names,
                    protocol.Read(
                        parsed, pictures, parsed.GetValue(common.Seed), input.Space(parsed), common.Run.Threads(parsed), journal,
                        networks.ImageSize(parsed), cluster, common.Run.Device(parsed)));
                var view = input.Load(terminal, nas, parsed);
                using var scorer = stage.Fit(view);
                try
                {
                    var summary = common.Run.Show(terminal, parsed, run => scorer.ScoreAll(view, shard, run), cancellation);
                    cancellation.ThrowIfCancellationRequested();
                    ScoringSummary? latencySummary = null;

                    // Of the made images others: those that no supernet was trained on.
                    var forOneShot = parsed.GetValue(images) == TrainingImages.Tiny ? TinyBench.Validation : pictures;
                    var oneShotSummary = oneShot.Score(
                        terminal, nas, parsed, forOneShot, journal, shard, cluster, scorer.Transform(view),
                        scored => latencySummary = latency.Score(
                            terminal, nas, parsed, journal, shard, scored, measured => table?.Save(nas.Data, measured), cancellation),
                        cancellation);
                    Print(
                        table?.Terminal ?? terminal, table?.Json ?? parsed.GetValue(common.Json), table?.Path ?? journal!.FilePath, shard,
                        [summary, .. new[] { oneShotSummary, latencySummary }.OfType<ScoringSummary>()]);
                }
                catch (OperationCanceledException) when (journal is not null)
                {
                    throw new StoppedException($"stopped; {journal.FilePath} keeps what was scored: continue with --resume.");
                }
            });
        });
    }

    /// <summary>The estimators to compute.</summary>
    internal static Option<string[]> Proxies()
    {
        var proxies = OptionRules.Names(
            "--proxies",
            $"Estimators or groups of them ({EstimatorGroups.Description}), separated by commas; nas estimators lists them.",
            "names of estimators");
        proxies.CompletionSources.Add([.. ZeroShotProxies.All.Select(p => p.Name), .. EstimatorGroups.Names]);
        return proxies;
    }

    /// <summary>The images that they are computed on.</summary>
    internal static Option<string?> Images(CommonOptions common) => common.Files.Reads(new Option<string?>("--images")
    {
        Description = $"Images: a file or a folder, of --image-format, or '{TrainingImages.Tiny}' for a made set of small images.",
        HelpName = "PATH",
    });

    /// <summary>The images that estimators need.</summary>
    /// <exception cref="WrongUseException">They need some, and there are none.</exception>
    internal static ImageSet? LoadImages(string? path, ImageFormat format, string[] proxies)
    {
        var wanting = proxies.Select(ZeroShotProxies.Get).Where(p => p.NeedsImages).Select(p => p.Name).ToList();
        return path == TrainingImages.Tiny ? TinyBench.Train
            : path is not null ? Path.Exists(path)
                ? ImageSet.Load(path, new ImageSetOptions { Format = format })
                : throw new WrongUseException(
                    $"--images '{path}': there is no such file or folder, and it is not '{TrainingImages.Tiny}'.")
            : wanting.Count == 0 ? null
            : throw new WrongUseException($"--proxies {string.Join(", ", wanting)}: these need images; give --images with CIFAR-10 binary "
                + $"batches, a file or a folder, or '{TrainingImages.Tiny}'.");
    }

    // A shard's journal would stay empty: these take microseconds, and are computed where the table is written.
    private static void RequireKept(string[] proxies)
    {
        if (Array.TrueForAll(proxies, name => ZeroShotProxies.Get(name).DependsOnEncoding))
        {
            throw new WrongUseException(
                $"--shard: {string.Join(", ", proxies)} take microseconds, and journals do not keep them: score all without --shard.");
        }
    }

    private static void Print(Terminal terminal, bool json, string path, Shard? shard, IReadOnlyList<ScoringSummary> stages)
    {
        // A row that one stage has no score for may have one of the other.
        var (rows, failed, distinct, resumed) =
            (stages[0].Rows, stages.Min(s => s.Failed), stages.Max(s => s.Distinct), stages.Max(s => s.Resumed));
        var (seconds, scores) = (stages.Sum(s => s.Seconds), stages.SelectMany(s => s.Scores));
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Scored = rows - failed,
                Failed = failed,
                Distinct = distinct,
                Resumed = resumed,
                Seconds = seconds,
                Workers = stages.Max(s => s.Workers),
                PeakBytes = stages.Max(s => s.PeakBytes),
                Proxies = scores.Select(p => new { p.Name, p.SecondsPerArchitecture, p.Missing }),
                Shard = shard?.ToString(),
                Output = path,
            });
            return;
        }

        var table = new Table().AddColumns("proxy", "s/architecture", "missing");
        foreach (var proxy in scores)
        {
            table.AddRow(proxy.Name, proxy.SecondsPerArchitecture.ToString("F4"), proxy.Missing.ToString());
        }

        TextTable.Write(terminal.Status, table, terminal.Width);
        var by = stages.Where(s => s.PeakBytes > 0).MaxBy(s => s.PeakBytes) is { } planned
            ? $" by {planned.Workers} worker{(planned.Workers == 1 ? "" : "s")} of about {planned.PeakBytes / (double)(1 << 30):0.##} GiB"
            : string.Empty;
        var inJournal = resumed > 0 ? $", {resumed} of them in the journal" : string.Empty;
        terminal.Status.WriteLine(
            $"{(shard is null ? "" : $"shard {shard}: ")}{rows} rows, {distinct} distinct architectures{inJournal}, scored in "
                + $"{seconds:F1} s{by}; wrote {path}");
    }
}
