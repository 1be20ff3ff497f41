using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using System.CommandLine;

namespace NasPipelines.Cli;

/// <summary>The journal that a scoring run keeps its scores in.</summary>
internal sealed class JournalOptions
{
    private readonly Option<string?> _journal = new("--journal")
    {
        Description = "Keep every score in this file as soon as it is known.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _resume = new("--resume") { Description = "Continue from the journal if it exists." };
    private readonly Option<bool> _retry = new("--retry-failed") { Description = "Score architectures again whose scoring failed." };

    public JournalOptions(Command command, CommonOptions common)
    {
        common.Files.Writes(_journal);
        command.Options.Add(_journal);
        command.Options.Add(_resume);
        command.Options.Add(_retry);
    }

    /// <summary>The file of the journal; null where none is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shard">The shard whose journal it is; null for that of the whole.</param>
    /// <exception cref="WrongUseException">A shard has none.</exception>
    public string? FilePath(ParseResult parsed, Shard? shard) => parsed.GetValue(_journal) is { } path
        ? ShardOptions.JournalOf(path, shard)
        : shard is null ? null : throw new WrongUseException("--shard needs --journal FILE, where its scores are kept.");

    /// <summary>The journal, open, or null where none is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shard">The shard whose journal it is, which is gone on with where it exists; null for that of the whole.</param>
    /// <exception cref="WrongUseException">The options contradict each other, or the journal exists and is not to be continued.</exception>
    public ScoreJournal? Open(ParseResult parsed, Shard? shard = null)
    {
        var (path, resume, retry) = (FilePath(parsed, shard), parsed.GetValue(_resume) || shard is not null, parsed.GetValue(_retry));
        return path is null
            ? resume || retry ? throw new WrongUseException($"{(resume ? "--resume" : "--retry-failed")} needs --journal FILE.") : null
            : new FileInfo(path) is { Exists: true, Length: > 0 } && !resume ? throw new WrongUseException(
                $"--journal '{path}' exists: give --resume to continue from it, or name another file.")
            : ScoreJournal.Open(path, retry);
    }
}
