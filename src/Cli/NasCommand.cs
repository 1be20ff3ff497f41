using System.CommandLine;
using System.Runtime.InteropServices;
using NasPipelines.Cli.Verbs;

namespace NasPipelines.Cli;

/// <summary>The command <c>nas</c>: parses, runs a verb, and turns errors into a line and an exit code.</summary>
internal static class NasCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var common = new CommonOptions();
        var parsed = Create(terminal, common).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Report(
                terminal, ExitCode.WrongUse, string.Join(" ", parsed.Errors.Select(e => e.Message).Distinct()) + " See nas --help.");
        }

        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromMinutes(1),
        };
        try
        {
            common.Run.Check(parsed);
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (StoppedException e)
        {
            return Report(terminal, ExitCode.Failed, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Report(terminal, ExitCode.Failed, "stopped; nothing was written.");
        }
        catch (WrongUseException e)
        {
            return Report(terminal, ExitCode.WrongUse, e.Message);
        }
        catch (ArgumentException e)
        {
            return Report(terminal, ExitCode.WrongUse, FlagNames.In(WithoutParameter(e), parsed));
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or InvalidOperationException
            or UnauthorizedAccessException or NotSupportedException
            or ExternalException or TypeLoadException or TypeInitializationException)
        {
            return Report(terminal, ExitCode.Failed, FlagNames.In(WithCause(e), parsed));
        }
    }

    /// <summary>What a verb does.</summary>
    // On the thread pool: Ctrl-C is listened to only once the action has returned its task, so an action that works before it returns
    // cannot be stopped.
    public static Command Does(this Command command, Func<ParseResult, CancellationToken, int> verb)
    {
        command.SetAction((parsed, cancellation) => Task.Run(() => verb(parsed, cancellation), cancellation));
        return command;
    }

    /// <summary>What a verb does that fails by exceptions only.</summary>
    public static Command Does(this Command command, Action<ParseResult, CancellationToken> verb) => command.Does((parsed, cancellation) =>
    {
        verb(parsed, cancellation);
        return ExitCode.Done;
    });

    private static RootCommand Create(Terminal terminal, CommonOptions common)
    {
        var root = new RootCommand("Evaluates performance estimators of neural architectures.")
        {
            SpacesVerb.Create(terminal, common),
            DescribeVerb.Create(terminal, common),
            TrainVerb.Create(terminal, common),
            AverageVerb.Create(terminal, common),
            TabulateVerb.Create(terminal, common),
            ScoreVerb.Create(terminal, common),
            EvaluateVerb.Create(terminal, common),
            RankVerb.Create(terminal, common),
            ExportVerb.Create(terminal, common),
            VerifyVerb.Create(terminal, common),
            MergeVerb.Create(terminal, common),
            ReportVerb.Create(terminal, common),
            ConvertVerb.Create(terminal, common),
        };
        common.AddTo(root);
        return root;
    }

    // The name of a parameter in the library's code says nothing to who typed a command.
    private static string WithoutParameter(ArgumentException e) =>
        e.ParamName is null ? e.Message : e.Message.Replace($" (Parameter '{e.ParamName}')", string.Empty, StringComparison.Ordinal);

    // A view read by several threads wraps what went wrong in a message that does not tell it; a native library that does not load
    // likewise.
    private static string WithCause(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{e.Message} {WithCause(inner)}"
            : e.Message;

    private static int Report(Terminal terminal, int code, string message)
    {
        terminal.Error.WriteLine($"nas: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
