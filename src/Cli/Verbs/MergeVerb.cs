using System.CommandLine;
using NasPipelines.Files;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas merge JOURNAL JOURNAL … --output JOURNAL</c>: one journal of the scores of several.</summary>
internal static class MergeVerb
{
    public const string Name = "merge";

    public const string Description =
        "Merge journals: the shards of one run, or runs of different estimators; or make a table of their scores, with "
        + "seconds, reasons and what each score depends on, and journals of such tables.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var sources = common.Files.Reads(new Argument<string[]>("JOURNAL")
        {
            Description = $"Journals of nas score, or tables that were made of them ({ScoreTables.Ending}); they are only read.",
            Arity = ArgumentArity.OneOrMore,
        });
        var output = common.Files.Writes(
            new Option<string>("--output")
            {
                Description = $"The journal to make, or to add to if it exists; or a table to write ({ScoreTables.Ending}), from which "
                    + "runs go on, and of which a sample is verified, as from a journal.",
                HelpName = "FILE",
                Required = true,
            },
            path => ScoreTables.Is(path) ? [path + ProvenanceFile.Suffix] : []);
        var space = common.Files.Reads(SpaceNames.Own());
        var expect = new Option<int?>("--expect")
        {
            Description = "How many shards there are to be: what is missing of them is said, with exit code 1.",
        }.Within(1, 1_000_000);
        command.Options.Add(expect);
        command.Options.Add(space);
        command.Arguments.Add(sources);
        command.Options.Add(output);
        return command.Does((parsed, cancellation) =>
        {
            var files = parsed.Existing(sources);

            var (path, own, nas) = (parsed.GetRequiredValue(output), common.Spaces.Get(parsed, space), Session.Open(terminal));
            if (ScoreTables.Is(path))
            {
                OptionRules.RequireFolder(path);
                return ScoreTables.InATemporaryOne(journal =>
                {
                    var exit = MergeInto(journal);
                    nas.Data.Save(nas.Model.Scores(journal, own is null ? null : [own]), path);
                    return exit;
                });
            }

            using var kept = ScoreJournal.Open(path);
            return MergeInto(kept);

            int MergeInto(ScoreJournal journal)
            {
                var added = files.Sum(file =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    Warn(terminal, file);
                    return ScoreTables.Add(journal, file, nas, own);
                });
                var missing = parsed.GetValue(expect) is { } shards ? journal.Missing(shards) : [];
                Print(terminal, parsed.GetValue(common.Json), journal, path, added, missing);
                return missing.Count > 0 ? ExitCode.Failed : ExitCode.Done;
            }
        });
    }

    private static void Print(
        Terminal terminal, bool json, ScoreJournal journal, string path, int added, IReadOnlyList<MissingShard> missing)
    {
        var scores = journal.Count;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Added = added,
                Scores = scores,
                Output = path,
                Missing = missing.Select(m => new { Shard = m.Shard.Index, m.Scores, m.Functions, m.Examples }),
            });
            return;
        }

        terminal.Status.WriteLine($"{added} scores added; {path} has {scores}");
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
        if (ScoreTables.Is(file))
        {
            return; // the hash of a table is beside it
        }

        using var source = ScoreJournal.OpenRead(file);
        if (source.Damaged is > 0 and var damaged)
        {
            terminal.Error.WriteLine(
                $"nas: warning: {damaged} scores of {file} do not have the checksum that they were written with and are not taken.");
        }
    }
}
