using System.CommandLine;
using System.CommandLine.Invocation;

namespace NasPipelines.Cli.Shell;

/// <summary>What <c>--help</c> does.</summary>
internal sealed class ShowHelp(Terminal terminal) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        HelpText.Write(terminal.Out, parseResult.CommandResult.Command, terminal.Width);
        return ExitCode.Done;
    }
}
