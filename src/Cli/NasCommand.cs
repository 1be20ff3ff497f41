using System.CommandLine;
using NasPipelines.Cli.Verbs;

namespace NasPipelines.Cli;

/// <summary>The command <c>nas</c>: parses, runs a verb, and turns errors into a line and an exit code.</summary>
internal static class NasCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Evaluates performance estimators of neural architectures.")
        {
            SpacesVerb.Create(terminal),
            DescribeVerb.Create(terminal),
            ScoreVerb.Create(terminal),
            EvaluateVerb.Create(terminal),
            ExportVerb.Create(terminal),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Report(terminal, ExitCode.WrongUse, string.Join(" ", parsed.Errors.Select(e => e.Message)) + " See nas --help.");
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
            return await parsed.InvokeAsync(invocation);
        }
        catch (OperationCanceledException)
        {
            return Report(terminal, ExitCode.Failed, "stopped; nothing was written.");
        }
        catch (Exception e) when (e is WrongUseException or ArgumentException)
        {
            return Report(terminal, ExitCode.WrongUse, e.Message);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or InvalidOperationException or UnauthorizedAccessException)
        {
            return Report(terminal, ExitCode.Failed, e.Message);
        }
    }

    private static int Report(Terminal terminal, int code, string message)
    {
        terminal.Error.WriteLine($"nas: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
