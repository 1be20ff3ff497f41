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

    /// <summary>The journal, open, or null where none is asked for.</summary>
    /// <exception cref="WrongUseException">The options contradict each other, or the journal exists and is not to be continued.</exception>
    public ScoreJournal? Open(ParseResult parsed)
    {
        var (path, resume, retry) = (parsed.GetValue(_journal), parsed.GetValue(_resume), parsed.GetValue(_retry));
        return path is null
            ? resume || retry ? throw new WrongUseException($"{(resume ? "--resume" : "--retry-failed")} needs --journal FILE.") : null
            : new FileInfo(path) is { Exists: true, Length: > 0 } && !resume ? throw new WrongUseException(
                $"--journal '{path}' exists: give --resume to continue from it, or name another file.")
            : ScoreJournal.Open(path, retry);
    }
}
