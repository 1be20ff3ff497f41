using Spectre.Console;

namespace NasPipelines.Cli;

/// <summary>Prints a table for people.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 160);
        console.Write(table.Border(TableBorder.Simple));
    }
}
