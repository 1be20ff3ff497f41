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
        var expect = new Option<int?>("--expect")
        {
            Description = "How many shards there are to be: what is missing of them is said, with exit code 1.",
        }.Within(1, 1_000_000);
        command.Options.Add(expect);
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
            var missing = parsed.GetValue(expect) is { } shards ? journal.Missing(shards) : [];
            Print(terminal, parsed.GetValue(common.Json), journal, added, missing);
            return missing.Count > 0 ? ExitCode.Failed : ExitCode.Done;
        });
    }

    private static void Print(Terminal terminal, bool json, ScoreJournal journal, int added, IReadOnlyList<MissingShard> missing)
    {
        var scores = journal.Count;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Added = added,
                Scores = scores,
                Output = journal.FilePath,
                Missing = missing.Select(m => new { Shard = m.Shard.Index, m.Scores, m.Functions, m.Examples }),
            });
            return;
        }

        terminal.Status.WriteLine($"{added} scores added; {journal.FilePath} has {scores}");
        foreach (var stage in missing.GroupBy(m => m.Scores))
        {
            Say(terminal, [.. stage]);
        }

        if (missing.Count > 0)
        {
            terminal.Say($"shards to run again: {ShardRanges.Of(missing.Select(m => m.Shard.Index))}");
        }
    }

    // Those that have not begun may be most of them.
    private static void Say(Terminal terminal, IReadOnlyList<MissingShard> missing)
    {
        var absent = missing.Where(m => m.Functions is null).ToList();
        foreach (var shard in absent.Count > 1 ? missing.Except(absent) : missing)
        {
            terminal.Say($"missing: {shard}");
        }

        if (absent.Count > 1)
        {
            terminal.Say(
                $"missing: shards {ShardRanges.Of(absent.Select(m => m.Shard.Index))} of {absent[0].Shard.Count} of {absent[0].Scores} are "
                + "not there: no journals of them were merged");
        }
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
