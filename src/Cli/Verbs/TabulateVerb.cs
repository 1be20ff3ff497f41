using System.CommandLine;
using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Standalone;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas tabulate --space SPACE --images tiny --sample N --output FILE</c>: trains architectures from scratch, a benchmark of one's own.
/// </summary>
internal static class TabulateVerb
{
    public const string Name = "tabulate";

    public const string Description = "Train architectures one by one from scratch and table their accuracies.";

    private const string JournalSuffix = ".journal";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var space = common.Files.Reads(SpaceNames.Required());
        var images = TrainingImages.Option(common);
        var sample = new Option<int>("--sample")
        {
            Description = "Different architectures to train.",
            Required = true,
        }.Within(1, int.MaxValue);
        var balanced = new Option<bool>("--balanced")
        {
            Description = "Draw as many cheap and dear architectures as middling ones, which a space has more of.",
        };
        var seeds = new Option<int>("--seeds")
        {
            Description = "Trainings of each architecture, with seeds 1, 2, ….",
            DefaultValueFactory = _ => 1,
        }.Within(1, 1000);
        var journal = common.Files.Writes(new Option<string?>("--journal")
        {
            Description = "File of finished trainings, to stop and go on; the output's name with .journal by default.",
            HelpName = "FILE",
        });
        var recipe = new RecipeOptions(command);
        var shards = new ShardOptions(command, common);
        var output = TableOutput.UnlessShard(command, common, shards);
        common.Files.Writes(output, path => [path + JournalSuffix]);
        foreach (var option in (Option[])[space, images, sample, balanced, seeds, journal])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var shard = shards.Read(parsed);
            var table = shards.Output(parsed, shard, output, terminal);
            var kept = ShardOptions.JournalOf(
                parsed.GetValue(journal) ?? (table is { IsFile: true }
                    ? table.Path + JournalSuffix
                    : throw new WrongUseException(
                        "--journal is missing: name a file for the finished trainings, as there is no --output to name it after.")),
                shard);
            var chosen = common.Spaces.Get(space.Name, parsed.GetRequiredValue(space));
            var (train, test, standard) = TrainingImages.LoadBoth(parsed.GetRequiredValue(images));
            var trainer = new StandaloneTrainer(train, test, recipe.Apply(parsed, standard));
            var (count, seed) = (parsed.GetValue(sample), parsed.GetValue(common.Seed));
            var architectures = parsed.GetValue(balanced)
                ? Tabulation.DrawBalanced(chosen, count, seed)
                : Tabulation.Draw(chosen, count, seed);
            long[] trainings = [.. Enumerable.Range(1, parsed.GetValue(seeds)).Select(i => (long)i)];
            var run = common.Run.Read(parsed, cancellation, new Lines(terminal.Progress), threads: 1);
            using var finished = ScoreJournal.Open(kept);
            shards.Run(parsed, kept, () =>
            {
                var rows = Resumable.Run(() => Tabulation.Run(trainer, architectures, finished, trainings, shard, run), kept);
                table?.Save(Session.Open(terminal).Data, Tabulation.Table(chosen, rows, trainer));
                Print(table?.Terminal ?? terminal, rows, table?.Path ?? kept, table?.Json ?? parsed.GetValue(common.Json));
            });
        });
    }

    private static void Print(Terminal terminal, IReadOnlyList<TabulationRow> rows, string path, bool json)
    {
        var architectures = rows.Select(r => r.Architecture).Distinct().Count();
        if (json)
        {
            JsonOutput.Write(
                terminal.Out, new { architectures, Trainings = rows.Count, Seconds = rows.Sum(r => r.Seconds), Output = path });
            return;
        }

        var mean = rows.Count == 0 ? 0 : rows.Average(r => r.Seconds);
        terminal.Status.WriteLine($"{architectures} architectures, {rows.Count} trainings of {mean:F1} s; wrote {path}");
    }

    // A line per training: a log that can be followed, where a bar would be unreadable in a file.
    private sealed class Lines(TextWriter error) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Message is not null)
            {
                error.WriteLine($"{value.Done}/{value.Total} {value.Message}; {value.Remaining:d\\.hh\\:mm\\:ss} left");
            }
        }
    }
}
