using Spectre.Console;

namespace NasPipelines.Cli;

/// <summary>Prints a table for people, no wider than the terminal.</summary>
internal static class TextTable
{
    /// <summary>A table whose last column only is broken into lines.</summary>
    public static Table Of(params string[] columns)
    {
        var table = new Table();
        foreach (var column in columns)
        {
            table.AddColumn(column, c => c.NoWrap = column != columns[^1]);
        }

        return table;
    }

    /// <summary>A text in lines.</summary>
    public static void Paragraph(Terminal terminal, string text)
    {
        foreach (var line in WideText.Lines(text, terminal.Width))
        {
            terminal.Out.WriteLine(line);
        }
    }

    public static void Write(Terminal terminal, Table table) => Write(terminal.Out, table, terminal.Width);

    public static void Write(TextWriter output, Table table, int width = Terminal.UsualWidth)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table.Border(TableBorder.Simple));
        foreach (var line in text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}
