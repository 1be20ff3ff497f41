using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using NasPipelines.Cli.Shell;
using NasPipelines.Cli.Verbs;

namespace NasPipelines.Cli;

/// <summary>The command <c>nas</c>: parses, runs a verb, and turns errors into a line and an exit code.</summary>
internal static class NasCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var common = new CommonOptions();
        var root = Create(terminal, common);
        if (Completions.Asked(args) is { } asked)
        {
            Completions.Write(terminal.Out, root, asked.Line, asked.Position);
            return ExitCode.Done;
        }

        var parsed = root.Parse(args is [] ? ["--help"] : args);
        try
        {
            if (UsageFault.Of(parsed) is { } fault)
            {
                throw new WrongUseException(fault);
            }

            using var signals = new StopSignals(terminal, cancellation);
            common.Signals = signals;
            common.Run.StopToken = signals.Soon;
            return await Invoke(parsed, terminal, common, args);
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e, parsed);
            terminal.Say(message);
            LastResort.Trace(terminal, e);
            return code;
        }
        finally
        {
            terminal.Log?.Dispose();
            terminal.Log = null;
        }
    }

    private static async Task<int> Invoke(ParseResult parsed, Terminal terminal, CommonOptions common, string[] args)
    {
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,

            // Signals are ours (StopSignals).
            ProcessTerminationTimeout = null,
        };
        common.Files.Check(parsed);
        common.Configure(terminal, parsed);
        terminal.Log?.Write($"nas {string.Join(' ', args)}");
        common.Run.Check(parsed);
        var code = await parsed.InvokeAsync(invocation, common.Signals.Now);
        terminal.ShowTold();
        return code;
    }

    /// <summary>What a verb does.</summary>
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
            EvaluateVerb.Create(terminal, common),
            RankVerb.Create(terminal, common),
            ReproduceVerb.Create(terminal, common),
            ScoreVerb.Create(terminal, common),
            ReportVerb.Create(terminal, common),
            CombineVerb.Create(terminal, common),
            LearnVerb.Create(terminal, common),
            PredictVerb.Create(terminal, common),
            EstimatorsVerb.Create(terminal, common),
            CriteriaVerb.Create(terminal, common),
            SpacesVerb.Create(terminal, common),
            DoctorVerb.Create(terminal, common),
            DescribeVerb.Create(terminal, common),
            ExportVerb.Create(terminal, common),
            ConvertVerb.Create(terminal, common),
            TrainVerb.Create(terminal, common),
            ImportSupernetVerb.Create(terminal, common),
            AverageVerb.Create(terminal, common),
            TabulateVerb.Create(terminal, common),
            VerifyVerb.Create(terminal, common),
            MergeVerb.Create(terminal, common),
            StatusVerb.Create(terminal, common),
            SiloVerb.Create(terminal, common),
            CompletionVerb.Create(terminal),
            HelpVerb.Create(terminal),
        };
        common.AddTo(root);
        root.Options.OfType<HelpOption>().Single().Action = new ShowHelp(terminal);
        return root;
    }

    private static (int Code, string Message) Explain(Exception e, ParseResult parsed) => e switch
    {
        RequeueException => (ExitCode.Requeue, e.Message),
        StoppedException => (ExitCode.Failed, e.Message),
        OperationCanceledException => (ExitCode.Failed, "stopped; nothing was written."),
        WrongUseException => (ExitCode.WrongUse, e.Message),
        ArgumentException wrong => (ExitCode.WrongUse, MemberNames.InWords(FlagNames.In(WithoutParameter(wrong), parsed))),
        IOException or InvalidDataException or FormatException or InvalidOperationException or UnauthorizedAccessException
            or NotSupportedException or ExternalException or TypeLoadException or TypeInitializationException =>
            (ExitCode.Failed, MemberNames.InWords(FlagNames.In(WithCause(e), parsed))),
        AggregateException { InnerExceptions: [var only] } => Explain(only, parsed),
        _ => (ExitCode.Failed, LastResort.Describe(e)),
    };

    // The name of a parameter in the library's code says nothing to who typed a command.
    private static string WithoutParameter(ArgumentException e)
    {
        var message = e.ParamName is null
            ? e.Message
            : e.Message.Replace($" (Parameter '{e.ParamName}')", string.Empty, StringComparison.Ordinal);
        return e is ArgumentOutOfRangeException { ActualValue: { } actual }
            ? $"{message.ReplaceLineEndings("\n").Split("\nActual value was ")[0]} (was {actual})"
            : message;
    }

    // A view read by several threads wraps what went wrong in a message that does not tell it; a native library that does not load
    // likewise.
    private static string WithCause(Exception e) =>
        e.InnerException is { } inner && !e.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{e.Message} {WithCause(inner)}"
            : e.Message;
}
