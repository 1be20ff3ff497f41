using System.CommandLine;
using System.CommandLine.Parsing;

namespace NasPipelines.Cli;

/// <summary>Arguments and options that verbs share; each verb takes fresh ones.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document to standard output and nothing else." };

    public static Argument<string> Input() => new("INPUT") { Description = "A table (CSV, TSV, gz, Parquet), or the name of a search space." };

    public static Option<string?> Space() => new("--space") { Description = "The search space of a table's architectures." };

    public static Option<int?> Sample() => new("--sample") { Description = "Take this many random architectures of the input." };

    public static Option<long> Seed() => new("--seed") { Description = "Seed of the sample and of untrained weights.", DefaultValueFactory = _ => 0 };

    public static Option<int> Threads() => new("--threads") { Description = "Threads of each worker; 0 means all cores.", DefaultValueFactory = _ => 0 };

    public static Option<string> Device()
    {
        var option = new Option<string>("--device") { Description = "Where networks run: cpu.", DefaultValueFactory = _ => "cpu" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var device && device != "cpu")
            {
                result.AddError($"--device: '{device}' is not available; this build runs networks on cpu.");
            }
        });
        return option;
    }

    public static Option<string> Output() => new("--output") { Description = "File to write: .tsv, .tsv.gz, .parquet or .idv.", Required = true };

    public static Option<string[]> Names(string name, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description,
            CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
            AllowMultipleArgumentsPerToken = true,
        };
        return option;
    }
}
