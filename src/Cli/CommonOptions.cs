using System.CommandLine;
using NasPipelines.Cli.Shell;

namespace NasPipelines.Cli;

/// <summary>The options that every verb takes, before or after its name.</summary>
internal sealed class CommonOptions
{
    private readonly Option<bool> _quiet = new("--quiet", "-q")
    {
        Description = "Say nothing but results, warnings and errors.",
        Recursive = true,
    };

    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Also say what is done, and where an error comes from.",
        Recursive = true,
    };

    private readonly Option<string?> _log = new("--log-file")
    {
        Description = "Append what is said, and what is done, to this file.",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document to standard output and nothing else.",
        Recursive = true,
    };

    public Option<long> Seed { get; } =
        new("--seed") { Description = "Seed of samples and of untrained weights.", DefaultValueFactory = _ => 0, Recursive = true };

    /// <summary>Workers, threads and device.</summary>
    public RunArguments Run { get; } = new();

    /// <summary>Which options name files to read, and which files to write.</summary>
    public FileRoles Files { get; } = new();

    /// <summary>The search spaces that options name.</summary>
    public SpaceNames Spaces { get; } = new();

    /// <summary>The signals that end the command; there while a verb runs.</summary>
    public StopSignals Signals { get; set; } = null!;

    public void AddTo(Command root)
    {
        foreach (var option in (Option[])[Json, Seed, _quiet, _verbose, _log])
        {
            root.Options.Add(option);
        }

        Files.Writes(_log);
        Run.AddTo(root);
    }

    /// <summary>Makes the terminal say as much as is asked for.</summary>
    /// <exception cref="WrongUseException">The options contradict each other, or the log file cannot be written.</exception>
    public void Configure(Terminal terminal, ParseResult parsed)
    {
        terminal.Verbosity = (parsed.GetValue(_quiet), parsed.GetValue(_verbose)) switch
        {
            (true, true) => throw new WrongUseException("--quiet contradicts --verbose; leave one out."),
            (true, _) => Verbosity.Quiet,
            (_, true) => Verbosity.Verbose,
            _ => Verbosity.Usual,
        };
        terminal.Log = parsed.GetValue(_log) is { } path ? LogFile.Open(path) : null;
    }
}
