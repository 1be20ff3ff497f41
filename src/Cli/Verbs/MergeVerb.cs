using NasPipelines.Scoring.Journals;
using System.CommandLine;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas merge JOURNAL JOURNAL … --output JOURNAL</c>: one journal of the scores of several.</summary>
internal static class MergeVerb
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command("merge", "Merge journals: the shards of one run, or runs of different estimators.");
        var sources = common.Files.Reads(new Argument<string[]>("JOURNAL")
        {
            Description = "Journals of nas score; they are only read.",
            Arity = ArgumentArity.OneOrMore,
        });
        var output = common.Files.Writes(new Option<string>("--output")
        {
            Description = "The journal to make, or to add to if it exists.",
            HelpName = "FILE",
            Required = true,
        });
        command.Arguments.Add(sources);
        command.Options.Add(output);
        return command.Does((parsed, cancellation) =>
        {
            var files = parsed.Existing(sources);

            using var journal = ScoreJournal.Open(parsed.GetRequiredValue(output));
            var added = files.Sum(file =>
            {
                cancellation.ThrowIfCancellationRequested();
                Warn(terminal, file);
                return journal.Merge(file);
            });
            var scores = journal.Count;
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, new { Added = added, Scores = scores, Output = journal.FilePath });
            }
            else
            {
                terminal.Status.WriteLine($"{added} scores added; {journal.FilePath} has {scores}");
            }
        });
    }

    private static void Warn(Terminal terminal, string file)
    {
        using var source = ScoreJournal.OpenRead(file);
        if (source.Damaged is > 0 and var damaged)
        {
            terminal.Error.WriteLine(
                $"nas: warning: {damaged} scores of {file} do not have the checksum that they were written with and are not taken.");
        }
    }
}
