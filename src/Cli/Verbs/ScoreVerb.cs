using System.CommandLine;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas score INPUT --proxies a,b --model SUPERNET --output FILE</c>: adds zero-shot and one-shot scores to architectures.
/// </summary>
internal static class ScoreVerb
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command("score", "Score architectures with zero-shot and one-shot estimators.");
        var input = new InputOptions(command, common);
        var proxies = OptionRules.Names("--proxies", "Estimators, separated by commas.", "names of estimators");
        var images = new Option<string?>("--images") { Description = "Images: a file or a folder, of --image-format." };
        var format = OptionRules.Choice("--image-format", "What the images are", ImageFormat.Cifar10);
        var protocol = new ProtocolOptions(command);
        var journaling = new JournalOptions(command);
        var oneShot = new OneShotStage(command, common, images);
        var output = TableOutput.Option();
        foreach (var option in (Option[])[proxies, images, format, output])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(output);
            var save = TableOutput.For(path);
            var names = oneShot.Proxies(terminal, parsed, parsed.GetValue(proxies));
            var pictures = LoadImages(parsed.GetValue(images), parsed.GetValue(format), names);
            var nas = Session.Open(terminal, common.Run.FallsBackToCpu(parsed));
            using var journal = journaling.Open(parsed);
            var stage = nas.Transforms.ZeroShot(
                names,
                protocol.Read(
                    parsed, pictures, parsed.GetValue(common.Seed), input.Space(parsed), common.Run.Threads(parsed), journal));
            var view = input.Load(terminal, nas, parsed);
            using var scorer = stage.Fit(view);
            try
            {
                var summary = common.Run.Show(terminal, parsed, run => scorer.ScoreAll(view, run), cancellation);
                cancellation.ThrowIfCancellationRequested();
                var oneShotSummary = oneShot.Score(
                    terminal, nas, parsed, pictures, journal, scorer.Transform(view), scored => save(nas.Data, scored), cancellation);
                Print(terminal, [summary, .. oneShotSummary is null ? Array.Empty<ScoringSummary>() : [oneShotSummary]], path,
                    parsed.GetValue(common.Json));
            }
            catch (OperationCanceledException) when (journal is not null)
            {
                throw new StoppedException($"stopped; {journal.FilePath} keeps what was scored: continue with --resume.");
            }
        });
    }

    /// <summary>The images that estimators need.</summary>
    /// <exception cref="WrongUseException">They need some, and there are none.</exception>
    internal static ImageSet? LoadImages(string? path, ImageFormat format, string[] proxies)
    {
        var wanting = proxies.Select(ZeroShotProxies.Get).Where(p => p.NeedsImages).Select(p => p.Name).ToList();
        return path is not null ? Path.Exists(path) ? ImageSet.Load(
            path,
            new ImageSetOptions { Format = format }) : throw new WrongUseException($"--images '{path}': there is no such file or folder.")
            : wanting.Count == 0 ? null
            : throw new WrongUseException($"--proxies {string.Join(", ", wanting)}: these need images; give --images with CIFAR-10 binary "
                + "batches, a file or a folder.");
    }

    private static void Print(Terminal terminal, IReadOnlyList<ScoringSummary> stages, string path, bool json)
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
                Proxies = scores.Select(p => new { p.Name, p.SecondsPerArchitecture, p.Missing }),
                Output = path,
            });
            return;
        }

        var table = new Table().AddColumns("proxy", "s/architecture", "missing");
        foreach (var proxy in scores)
        {
            table.AddRow(proxy.Name, proxy.SecondsPerArchitecture.ToString("F4"), proxy.Missing.ToString());
        }

        TextTable.Write(terminal.Out, table);
        var inJournal = resumed > 0 ? $", {resumed} of them in the journal" : string.Empty;
        terminal.Out.WriteLine($"{rows} rows, {distinct} distinct architectures{inJournal}, scored in {seconds:F1} s; wrote {path}");
    }
}
