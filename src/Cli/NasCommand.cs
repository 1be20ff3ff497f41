using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using NasPipelines.Cli.Shell;
using NasPipelines.Cli.Verbs;

namespace NasPipelines.Cli;

/// <summary>The command <c>nas</c>: parses, runs a verb, and turns errors into a line and an exit code.</summary>
internal static class NasCommand
{
    private static readonly Verb[] All =
    [
        new(EvaluateVerb.Name, EvaluateVerb.Description, EvaluateVerb.Create),
        new(RankVerb.Name, RankVerb.Description, RankVerb.Create),
        new(ReproduceVerb.Name, ReproduceVerb.Description, ReproduceVerb.Create),
        new(ScoreVerb.Name, ScoreVerb.Description, ScoreVerb.Create),
        new(ReportVerb.Name, ReportVerb.Description, ReportVerb.Create),
        new(CombineVerb.Name, CombineVerb.Description, CombineVerb.Create),
        new(LearnVerb.Name, LearnVerb.Description, LearnVerb.Create),
        new(PredictVerb.Name, PredictVerb.Description, PredictVerb.Create),
        new(EstimatorsVerb.Name, EstimatorsVerb.Description, EstimatorsVerb.Create),
        new(CriteriaVerb.Name, CriteriaVerb.Description, CriteriaVerb.Create),
        new(SpacesVerb.Name, SpacesVerb.Description, SpacesVerb.Create),
        new(DoctorVerb.Name, DoctorVerb.Description, DoctorVerb.Create),
        new(DescribeVerb.Name, DescribeVerb.Description, DescribeVerb.Create),
        new(ExportVerb.Name, ExportVerb.Description, ExportVerb.Create),
        new(ConvertVerb.Name, ConvertVerb.Description, ConvertVerb.Create),
        new(TrainVerb.Name, TrainVerb.Description, TrainVerb.Create),
        new(ImportSupernetVerb.Name, ImportSupernetVerb.Description, ImportSupernetVerb.Create),
        new(AverageVerb.Name, AverageVerb.Description, AverageVerb.Create),
        new(TabulateVerb.Name, TabulateVerb.Description, TabulateVerb.Create),
        new(VerifyVerb.Name, VerifyVerb.Description, VerifyVerb.Create),
        new(MergeVerb.Name, MergeVerb.Description, MergeVerb.Create),
        new(StatusVerb.Name, StatusVerb.Description, StatusVerb.Create),
#if !LIGHT
        new(SiloVerb.Name, SiloVerb.Description, SiloVerb.Create),
#endif
        new(CompletionVerb.Name, CompletionVerb.Description, (terminal, _) => CompletionVerb.Create(terminal)),
        new(HelpVerb.Name, HelpVerb.Description, (terminal, _) => HelpVerb.Create(terminal)),
    ];

    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var common = new CommonOptions();
        var root = Create(terminal, common, args);
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

    // A verb has a hundred options and more with what they complete to: those that nobody named only say what they do.
    private static RootCommand Create(Terminal terminal, CommonOptions common, string[] args)
    {
        var root = new RootCommand("Evaluates performance estimators of neural architectures.");
        foreach (var verb in All)
        {
            root.Add(verb.IsNamedIn(args) ? verb.Create(terminal, common) : new Command(verb.Name, verb.Description));
        }

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
        _ when LightTool.Explains(e) => (ExitCode.Failed, LightTool.Message),
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

    private sealed record Verb(string Name, string Description, Func<Terminal, CommonOptions, Command> Create)
    {
        // Anywhere: an option of every verb may come first; and a line to complete, or a file of arguments, may name any.
        public bool IsNamedIn(string[] args) =>
            Completions.Asked(args) is not null
            || args.Any(arg => arg.StartsWith('@') || arg.Equals(Name, StringComparison.OrdinalIgnoreCase));
    }
}
