using System.CommandLine;
using Microsoft.ML;

namespace NasPipelines.Cli;

/// <summary>Writes a view in the format that the file's name asks for, or to standard output.</summary>
internal sealed class TableOutput
{
    private static readonly string[] Texts = [".tsv", ".csv", ".json", ".jsonl", ".md"];
    private static readonly string[] Endings = [.. Texts, ".tsv.gz", ".csv.gz", ".ndjson", ".parquet", ".idv"];

    private const string Known = ".tsv, .csv, .json, .jsonl, .md, .tsv.gz, .parquet or .idv; - for standard output";

    private readonly string? _ending;
    private readonly Terminal _terminal;

    private TableOutput(string path, string? ending, Terminal terminal, bool json) =>
        (Path, _ending, _terminal, Json) = (path, ending, terminal, json && ending is null);

    /// <summary>The file; <c>-</c> for standard output.</summary>
    public string Path { get; }

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => _ending is null;

    /// <summary>Where the verb says what it has done: not where the table goes.</summary>
    public Terminal Terminal => IsFile ? _terminal : _terminal with { Out = _terminal.Error };

    /// <summary>Whether what it says is a JSON document; standard output takes the table only.</summary>
    public bool Json { get; }

    public static Option<string> Option(CommonOptions common) =>
        common.Files.WritesTable(new Option<string>("--output")
        {
            Description = $"File to write: {Known}.",
            HelpName = "FILE",
            Required = true,
        });

    /// <summary>The same of a verb that has no table to write where it works on a shard.</summary>
    public static Option<string?> UnlessShard(Command command, CommonOptions common, ShardOptions shards)
    {
        var output = common.Files.WritesTable(new Option<string?>("--output")
        {
            Description = $"File to write: {Known}. Required, but for --shard.",
            HelpName = "FILE",
        });
        command.Options.Add(output);
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is null && !shards.IsAsked(result))
            {
                result.AddError("Option '--output' is required.");
            }
        });
        return output;
    }

    /// <summary>An output that may be left out.</summary>
    public static Option<string?> Optional(CommonOptions common, string purpose) =>
        common.Files.WritesTable(new Option<string?>("--output") { Description = $"{purpose}: {Known}.", HelpName = "FILE" });

    /// <summary>Checks a file name before any work is done for it.</summary>
    /// <param name="path">The file; <c>-</c>, <c>-.csv</c> and so on are standard output.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="json">Whether JSON is asked for: of the summary, or of the table where that goes to standard output.</param>
    /// <exception cref="WrongUseException">The name says no format, or there is no such folder.</exception>
    public static TableOutput For(string path, Terminal terminal, bool json)
    {
        if (StandardOutput.Is(path))
        {
            var ending = StandardOutput.Ending(path) ?? (json ? ".json" : ".tsv");
            return Texts.Contains(ending, StringComparer.OrdinalIgnoreCase)
                ? new("-", ending, terminal, json)
                : throw new WrongUseException(
                    $"--output '{path}': standard output takes text: {string.Join(", ", Texts.Select(text => $"-{text}"))}.");
        }

        if (!Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new WrongUseException(
                $"--output '{path}': the extension must be one of {string.Join(", ", Endings)}; or give - for standard output.");
        }

        OptionRules.RequireFolder(path);
        return new(path, null, terminal, json);
    }

    /// <summary>Writes the view; warns of columns of the input that it has no more.</summary>
    public void Save(NasDataCatalog data, IDataView view)
    {
        ReplacedColumns.Warn(_terminal, view);
        if (IsFile)
        {
            data.Save(view, Path);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("naspipelines-output-");
        try
        {
            var file = System.IO.Path.Combine(folder.FullName, "table" + _ending);
            data.Save(view, file);
            Copy(file, _terminal.Out);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Copy(string file, TextWriter output)
    {
        using var reader = new StreamReader(file);
        var block = new char[1 << 16];
        while (reader.Read(block) is > 0 and var length)
        {
            output.Write(block.AsSpan(0, length));
        }

        output.Flush();
    }
}
