using System.CommandLine;
using NasPipelines.Scoring.Journals;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas status JOURNAL …</c>: how far runs are, by their journals, and what is missing for which reason.</summary>
internal static class StatusVerb
{
    public const string Name = "status";

    public const string Description = "Show how far the runs are that write to journals: the shards of one, or any others.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var journals = common.Files.Reads(new Argument<string[]>("JOURNAL")
        {
            Description = "Journals of nas score and nas tabulate; they are only read.",
            Arity = ArgumentArity.OneOrMore,
        });
        var watch = new Option<double?>("--watch")
        {
            Description = "Show it again every so many seconds, until all is done.",
            HelpName = "SECONDS",
        };
        watch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } seconds and not (>= 0.1 and <= 86_400))
            {
                result.AddError(FormattableString.Invariant($"--watch must be in [0.1, 86400] seconds (was {seconds})."));
            }
        });
        command.Arguments.Add(journals);
        command.Options.Add(watch);
        return command.Does((parsed, cancellation) =>
        {
            var files = parsed.Existing(journals);
            var every = parsed.GetValue(watch);
            var view = new StatusView(terminal, parsed.GetValue(common.Json), every is not null);
            while (true)
            {
                var status = JournalStatus.Read(files);
                view.Show(status);
                if (every is not { } seconds || (status.Unreadable.Count == 0 && status.Done >= status.Functions))
                {
                    return status.Unreadable.Count > 0 ? ExitCode.Failed : ExitCode.Done;
                }

                cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(seconds));
                cancellation.ThrowIfCancellationRequested();
            }
        });
    }
}
