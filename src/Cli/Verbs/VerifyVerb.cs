using System.CommandLine;
using NasPipelines.Images;
using NasPipelines.Stages;
using Spectre.Console;
using static System.FormattableString;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas verify JOURNAL</c>: computes a sample of recorded scores again and reports differences.</summary>
internal static class VerifyVerb
{
    public const string Name = "verify";

    private const double Rounding = 1e-4;

    public const string Description =
        "Compute a random sample of a journal's scores again and report every difference; exit code 1 if there is one. "
        + "The journal is only read.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var path = common.Files.Reads(new Argument<string>("JOURNAL")
        {
            Description = $"A journal of nas score, or a table of its scores ({ScoreTables.Ending}, see nas merge).",
        });
        var images = common.Files.Reads(new Option<string?>("--images")
        {
            Description = "For a table, the images that its scores were computed on, which are the first ones here: a file or a folder, "
                + $"of --image-format, or '{TrainingImages.Tiny}' for a made set of small images.",
            HelpName = "PATH",
        });
        var format = OptionRules.Choice("--image-format", "What the images are", ImageFormat.Cifar10);
        var sample = new Option<int>("--sample")
        {
            Description = "How many scores.",
            DefaultValueFactory = _ => 20,
        }.Within(1, int.MaxValue);
        var tolerance = new Option<double>("--tolerance")
        {
            Description = "Largest relative difference that counts as equal; machines round differently.",
            DefaultValueFactory = _ => 0,
        };
        command.Arguments.Add(path);
        var space = common.Files.Reads(SpaceNames.Own());
        command.Options.Add(sample);
        command.Options.Add(space);
        command.Options.Add(tolerance);
        command.Options.Add(images);
        command.Options.Add(format);
        return command.Does((parsed, cancellation) =>
        {
            var file = parsed.GetRequiredValue(path);
            OptionRules.RequireFile(path.Name, file);
            if (parsed.GetValue(tolerance) is var allowed && !(allowed >= 0))
            {
                throw new WrongUseException($"--tolerance must be at least 0 (was {allowed}).");
            }

            var (own, nas) = (common.Spaces.Get(parsed, space), Session.Open(terminal));
            var pictures = ScoreVerb.LoadImages(parsed.GetValue(images), parsed.GetValue(format), []);
            var verification = ScoreTables.Read(file, nas, own, journal => common.Run.Show(
                terminal,
                parsed,
                run => nas.Model.Verify(
                    journal, parsed.GetValue(sample), parsed.GetValue(common.Seed), allowed, own is null ? null : [own], pictures, run),
                cancellation));
            Print(terminal, verification, parsed.GetValue(common.Json));
            return verification.Differences.Count > 0 || verification.Skipped.Count > 0 || verification.Damaged > 0
                ? ExitCode.Failed
                : ExitCode.Done;
        });
    }

    private static void Print(Terminal terminal, JournalVerification verification, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                verification.Scores,
                verification.Recomputed,
                verification.Damaged,
                Differences = verification.Differences.Select(d => new { d.Score, d.Architecture, d.Recorded, d.Recomputed }),
                verification.LargestDifference,
                verification.Skipped,
            });
            return;
        }

        if (verification.Differences.Count > 0)
        {
            var table = new Table().AddColumns("score", "architecture", "recorded", "recomputed");
            foreach (var difference in verification.Differences)
            {
                table.AddRow([.. new[] {
                    difference.Score, difference.Architecture, difference.Recorded, difference.Recomputed }.Select(Markup.Escape)]);
            }

            TextTable.Write(terminal, table);
        }

        if (verification.Damaged > 0)
        {
            terminal.Out.WriteLine(
                $"{verification.Damaged} scores of the journal do not have the checksum that they were written with; a run that "
                + "continues from it computes them again");
        }

        foreach (var skipped in verification.Skipped)
        {
            terminal.Out.WriteLine($"not recomputed: {skipped}");
        }

        var size = verification.LargestDifference is { } relative ? Invariant($", by {relative:0.0e-0} of their size at most") : "";
        var rounding = verification.LargestDifference <= Rounding
            ? Invariant($": another kind of processor, or number of threads, rounds so; --tolerance {Rounding:0e-0} allows it") : "";
        terminal.Out.WriteLine(
            $"{verification.Recomputed} of {verification.Scores} scores computed again, "
            + $"{verification.Differences.Count} differ{size}{rounding}");
    }
}
