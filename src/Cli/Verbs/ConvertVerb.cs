using System.CommandLine;
using System.Diagnostics;
using NasPipelines.Benchmarks;
using NasPipelines.Files;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas convert FILE --benchmark NAME --output FILE</c>: a benchmark's own files as a compact table.</summary>
internal sealed class ConvertVerb
{
    public const string Name = "convert";

    public const string Description = "Convert a benchmark's distribution files to a table; nothing in them is run.";

    private readonly Argument<string> _file = new("FILE") { Description = "The benchmark's file, or its folder." };
    private readonly Option<string> _benchmark = new("--benchmark") { Description = $"The benchmark: {Known()}.", Required = true };
    private readonly Option<bool> _check = new("--check")
    {
        Description = "Check the content; findings are listed, nothing is written, and the exit code is 1.",
    };
    private readonly Option<string[]> _datasets = OptionRules.Names(
        "--dataset", "Data sets that networks were trained on; all where left out.", "data sets");
    private readonly Option<string[]> _splits = OptionRules.Names(
        "--split", "Sets of images that networks were tested on; all where left out.", "splits");
    private readonly Option<int[]> _epochs = OptionRules.Integers(
        "--epochs", "Lengths of training; the benchmark's full length where left out.", "numbers of epochs");
    private readonly Option<SeedPolicy> _seeds = OptionRules.Choice(
        "--seeds", "What is made of runs that differ in their seed", SeedPolicy.Mean);
    private readonly Option<int?> _run = new Option<int?>("--run")
    {
        Description = "The seed, or the number of the repeat, of --seeds one.",
    }.Within(0, int.MaxValue);
    private readonly Option<string?> _output;

    private ConvertVerb(CommonOptions common)
    {
        common.Files.Reads(_file);
        _output = TableOutput.Optional(common, "File to write, which may be left out with --check");
        _benchmark.CompletionSources.Add([.. BenchmarkFiles.All.Select(b => b.Name)]);
    }

    public static Command Create(Terminal terminal, CommonOptions common) => new ConvertVerb(common).Build(terminal, common);

    private static string Known() => string.Join(", ", BenchmarkFiles.All.Select(b => b.Name));

    private Command Build(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description)
        {
            _file, _benchmark, _check, _datasets, _splits, _epochs, _seeds, _run, _output,
        };
        return command.Does((parsed, cancellation) => Run(parsed, terminal, parsed.GetValue(common.Json), cancellation));
    }

    private int Run(ParseResult parsed, Terminal terminal, bool json, CancellationToken cancellation)
    {
        var (path, check) = (parsed.GetValue(_output), parsed.GetValue(_check));
        if (path is null && !check)
        {
            throw new WrongUseException("--output is missing: name the table to write (.parquet), or give --check to check only.");
        }

        var table = path is null ? null : TableOutput.For(path, terminal, json);
        var start = Stopwatch.GetTimestamp();
        var format = BenchmarkFiles.Get(parsed.GetRequiredValue(_benchmark));
        var data = format.Read(parsed.GetRequiredValue(_file), Options(parsed), new() { CancellationToken = cancellation });
        cancellation.ThrowIfCancellationRequested();
        var found = check && data.Warnings.Count > 0;
        if (!found)
        {
            table?.Save(Session.Open(terminal).Data, data.View);
        }

        var written = found ? null : table?.Path;
        var sha256 = written is not null && table!.IsFile ? InputFile.Sha256(written) : null;
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (table?.Json ?? json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Rows = data.View.GetRowCount(),
                Seconds = seconds,
                Sha256 = sha256,
                data.Warnings,
                Output = written,
                data.Truth,
                Protocol = Introduction(data, format),
                Columns = data.View.Schema.Skip(1).Select(c => c.Name),
            });
        }
        else
        {
            Print(table?.Terminal ?? terminal, data, format, written, sha256, found, seconds);
        }

        return found ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>What the truth is, where it is among what was read.</summary>
    private static string Introduction(LoadedBenchmark data, BenchmarkFile format) => data.Truth is not null
        ? format.Protocol
        : $"The column that the literature ranks by, {format.Truth}, is not among what was read: name another as the truth.";

    private BenchmarkReadOptions Options(ParseResult parsed) => new()
    {
        Datasets = parsed.GetValue(_datasets) is { Length: > 0 } datasets ? datasets : null,
        Splits = parsed.GetValue(_splits) is { Length: > 0 } splits ? splits : null,
        Epochs = parsed.GetValue(_epochs) is { Length: > 0 } epochs ? epochs : null,
        Seeds = parsed.GetValue(_seeds),
        Seed = parsed.GetValue(_run),
        Check = parsed.GetValue(_check),
    };

    private static void Print(
        Terminal terminal, LoadedBenchmark data, BenchmarkFile format, string? written, string? sha256, bool found, double seconds)
    {
        foreach (var warning in data.Warnings)
        {
            terminal.Out.WriteLine($"{(found ? "found" : "warning")}: {warning}");
        }

        terminal.Status.WriteLine($"{data} in {seconds:F1} s. {Introduction(data, format)}");
        terminal.Status.WriteLine(
            written is not null ? $"wrote {written}{(sha256 is null ? string.Empty : $", sha256 {sha256}")}"
            : found ? $"{data.Warnings.Count} findings; nothing was written"
            : "nothing was found");
    }
}
