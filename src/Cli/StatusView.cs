using System.Globalization;
using NasPipelines.Scoring.Journals;
using Spectre.Console;

namespace NasPipelines.Cli;

/// <summary>Shows how far runs are: a table, or a JSON document; in a terminal each takes the place of the one before.</summary>
internal sealed class StatusView(Terminal terminal, bool json, bool again)
{
    private const int NamedReasons = 10;
    private const string Clear = "\e[H\e[2J";

    public void Show(JournalStatus status)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, Document(status), indented: !again);
            terminal.Out.Flush();
            return;
        }

        if (again && terminal.IsInteractive)
        {
            terminal.Out.Write(Clear);
        }

        foreach (var fault in status.Unreadable)
        {
            terminal.Warn(fault);
        }

        if (status.Shards.Count > 0)
        {
            TextTable.Write(terminal, Shards(status));
        }

        terminal.Out.WriteLine(All(status));
        foreach (var missing in status.MissingValues.Take(NamedReasons))
        {
            terminal.Out.WriteLine(
                $"{missing.Count} without {missing.Score}{(missing.IsFailure ? ", failed" : "")}: {missing.Reason}");
        }

        if (status.MissingValues.Count > NamedReasons)
        {
            terminal.Out.WriteLine($"and {status.MissingValues.Count - NamedReasons} further reasons; --json has them all");
        }

        terminal.Out.Flush();
    }

    private static Table Shards(JournalStatus status)
    {
        var table = TextTable.Of("shard", "done", "failed", "state", "per s", "left", "scores");
        foreach (var shard in status.Shards)
        {
            table.AddRow(
                shard.Shard?.ToString() ?? "all",
                $"{shard.Done}/{shard.Functions}",
                shard.Failed.ToString(CultureInfo.InvariantCulture),
                shard.State == "silent" ? $"silent for {Time(shard.Silence)}" : shard.State,
                Rate(shard.PerSecond),
                Time(shard.Remaining),
                Markup.Escape(shard.Scores));
        }

        return table;
    }

    private static string All(JournalStatus status) => status.Shards.Count == 0
        ? "no run has written down what it means to score: nothing was begun, or an older version of nas made the journals"
        : $"{status.Done} of {status.Functions} done, {Rate(status.PerSecond)}/s, {Time(status.Remaining)} left";

    private static string Rate(double perSecond) => perSecond.ToString(perSecond < 1 ? "0.###" : "0.#", CultureInfo.InvariantCulture);

    private static string Time(TimeSpan? time) => time switch
    {
        null => "?",
        { TotalDays: >= 1 } days => days.ToString(@"d'd 'hh\:mm", CultureInfo.InvariantCulture),
        { } hours => hours.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture),
    };

    private static object Document(JournalStatus status) => new
    {
        status.Functions,
        status.Done,
        status.PerSecond,
        RemainingSeconds = status.Remaining?.TotalSeconds,
        Shards = status.Shards.Select(s => new
        {
            Journal = s.FilePath,
            Shard = s.Shard?.Index,
            Shards = s.Shard?.Count,
            s.Scores,
            s.Functions,
            s.Total,
            s.Done,
            s.Failed,
            s.State,
            s.PerSecond,
            RemainingSeconds = s.Remaining?.TotalSeconds,
            s.Host,
            SilenceSeconds = s.Silence?.TotalSeconds,
        }),
        Missing = status.MissingValues.Select(m => new { m.Score, m.Reason, m.Count, m.IsFailure }),
        status.Unreadable,
    };
}
