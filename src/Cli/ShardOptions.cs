using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NasPipelines.Cli.Shell;
using NasPipelines.Scoring;

namespace NasPipelines.Cli;

/// <summary>The part of the work that is one of several processes', and how it ends when the scheduler wants its machine back.</summary>
internal sealed class ShardOptions
{
    private readonly CommonOptions _common;
    private readonly Option<string?> _shard = new("--shard")
    {
        Description = "Score one of several parts of equal cost, as 3/50, or auto: by SLURM_ARRAY_TASK_ID; auto/50: also by "
            + "JOB_COMPLETION_INDEX. Its journal gets -3-of-50 before its ending; nas merge makes one of all.",
        HelpName = "I/N",
    };

    private readonly Option<double> _grace = new("--grace")
    {
        Description = "Seconds that the architectures at hand may take after SIGTERM or SIGUSR1, where there is a journal; then they are "
            + $"dropped. Exit code {ExitCode.Requeue} asks to be run again.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 20,
    };

    public ShardOptions(Command command, CommonOptions common)
    {
        _common = common;
        command.Options.Add(_shard);
        command.Options.Add(_grace);
        _grace.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 86_400) and var seconds)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"--grace must be in [0, 86400] seconds (was {seconds})."));
            }
        });
    }

    /// <summary>Whether a part is asked for.</summary>
    public bool IsAsked(SymbolResult verb) => verb.GetResult(_shard) is not null;

    /// <summary>The part; null for the whole.</summary>
    /// <exception cref="WrongUseException">It is none, or the environment does not tell it.</exception>
    public Shard? Read(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(_shard) is { } text ? Shard.Parse(text) : null;
        }
        catch (FormatException e)
        {
            throw new WrongUseException($"--shard: {e.Message}");
        }
    }

    /// <summary>The journal of a shard, of its own though every shard names the same: <c>a-03-of-50.journal</c>.</summary>
    public static string JournalOf(string path, Shard? shard)
    {
        if (shard is null)
        {
            return path;
        }

        var count = shard.Count.ToString(CultureInfo.InvariantCulture);
        var index = shard.Index.ToString(CultureInfo.InvariantCulture).PadLeft(count.Length, '0');
        var ending = Path.GetExtension(path);
        return $"{path[..^ending.Length]}-{index}-of-{count}{ending}";
    }

    /// <summary>Runs work that its journal lets go on, so that a signal of the scheduler ends it softly.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="journal">The journal; null where there is none, and a signal ends the work at once.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="RequeueException">It was ended by such a signal, before it was done.</exception>
    public void Run(ParseResult parsed, string? journal, Action work)
    {
        if (journal is null)
        {
            work();
            return;
        }

        var signals = _common.Signals;
        signals.EndSoftly(TimeSpan.FromSeconds(parsed.GetValue(_grace)));
        try
        {
            work();
        }
        catch (OperationCanceledException) when (signals.Requeue is { } signal)
        {
            throw new RequeueException(
                $"stopped by {signal}; {journal} keeps what was scored: the same command goes on (exit code {ExitCode.Requeue}).");
        }
    }

    /// <summary>The table to write; null for a shard, which writes none.</summary>
    /// <exception cref="WrongUseException">One is asked for of a shard, or its name says no format.</exception>
    public TableOutput? Output(ParseResult parsed, Shard? shard, Option<string?> output, Terminal terminal) =>
        (parsed.GetValue(output), shard) switch
        {
            ({ } path, null) => TableOutput.For(path, terminal, parsed.GetValue(_common.Json)),
            (null, _) => null,
            ({ } path, _) => throw new WrongUseException(
                $"--output '{path}': a shard keeps its scores in its journal, and the table is written from the journal that nas merge "
                + "makes of all shards: leave --output out."),
        };
}
