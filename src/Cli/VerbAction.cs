using System.CommandLine;

namespace NasPipelines.Cli;

/// <summary>How a verb is run.</summary>
internal static class VerbAction
{
    // On the thread pool: Ctrl-C is listened to only once the action has returned its task, so an action that works before it returns cannot be stopped.
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, int> verb)
    {
        command.SetAction((parsed, cancellation) => Task.Run(() => verb(parsed, cancellation), cancellation));
        return command;
    }

    public static Command Does(this Command command, Action<ParseResult, CancellationToken> verb) => command.Does((parsed, cancellation) =>
    {
        verb(parsed, cancellation);
        return ExitCode.Done;
    });
}
