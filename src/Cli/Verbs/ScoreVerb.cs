using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.ZeroShot;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas score INPUT --proxies a,b --output FILE</c>: adds zero-shot scores to architectures.</summary>
internal static class ScoreVerb
{
    public static Command Create(Terminal terminal)
    {
        var (input, space, sample, seed, output, json) =
            (CommonOptions.Input(), CommonOptions.Space(), CommonOptions.Sample(), CommonOptions.Seed(), CommonOptions.Output(), CommonOptions.Json());
        var proxies = CommonOptions.Names("--proxies", "Estimators, separated by commas.");
        proxies.Required = true;
        var images = new Option<string?>("--images") { Description = "CIFAR-10 binary batches: a file or a folder." };
        var batch = new Option<int>("--batch-size") { Description = "Images in the batch.", DefaultValueFactory = _ => 64 };
        var workers = new Option<int>("--workers") { Description = "Architectures scored at a time.", DefaultValueFactory = _ => 1 };
        var (threads, device) = (CommonOptions.Threads(), CommonOptions.Device());
        var command = new Command("score", "Score architectures with zero-shot estimators.")
        {
            input, space, sample, seed, proxies, images, batch, workers, threads, device, output, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetValue(output)!;
            var save = TableOutput.For(path);
            var nas = new MLContext().Nas();
            var options = new ZeroShotOptions
            {
                SearchSpace = parsed.GetValue(space),
                Images = LoadImages(parsed.GetValue(images)),
                BatchSize = parsed.GetValue(batch),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Workers = parsed.GetValue(workers),
            };
            var stage = nas.Transforms.ZeroShot(parsed.GetValue(proxies)!, options);
            var view = ArchitectureInput.Load(nas, parsed.GetValue(input)!, parsed.GetValue(space), parsed.GetValue(sample), parsed.GetValue(seed));
            using var scorer = stage.Fit(view);
            var summary = ScoringBar.Show(terminal.Error, progress => scorer.ScoreAll(view, progress, cancellation));
            save(nas.Data, scorer.Transform(view));
            Print(terminal, summary, path, parsed.GetValue(json));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static ImageSet? LoadImages(string? path)
    {
        if (path is null)
        {
            return null;
        }

        return Path.Exists(path) ? ImageSet.Load(path) : throw new WrongUseException($"--images '{path}': there is no such file or folder.");
    }

    private static void Print(Terminal terminal, ScoringSummary summary, string path, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Scored = summary.Rows - summary.Failed,
                summary.Failed,
                summary.Distinct,
                summary.Seconds,
                Proxies = summary.Proxies.Select(p => new { p.Name, p.SecondsPerArchitecture, p.Missing }),
                Output = path,
            });
            return;
        }

        var table = new Table().AddColumns("proxy", "s/architecture", "missing");
        foreach (var proxy in summary.Proxies)
        {
            table.AddRow(proxy.Name, proxy.SecondsPerArchitecture.ToString("F4"), proxy.Missing.ToString());
        }

        TextTable.Write(terminal.Out, table);
        terminal.Out.WriteLine($"{summary.Rows} rows, {summary.Distinct} distinct architectures scored in {summary.Seconds:F1} s; wrote {path}");
    }
}
