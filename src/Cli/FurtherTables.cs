using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Data;

namespace NasPipelines.Cli;

/// <summary><c>--with TABLE</c>: tables joined to INPUT on the architecture.</summary>
internal sealed class FurtherTables
{
    private readonly InputOptions _input;
    private readonly Option<string[]> _with;
    private readonly Option<bool>? _keep;
    private readonly Option<bool> _equivalent = new("--match-equivalent")
    {
        Description = "Rows of --with match that are the same function, however it is written, such as those of a table that has each "
            + "function once.",
    };

    /// <param name="command">Takes the options.</param>
    /// <param name="common">Knows which options name files.</param>
    /// <param name="input">INPUT.</param>
    /// <param name="keepsAlways">Whether rows that a table lacks are kept without being asked for.</param>
    public FurtherTables(Command command, CommonOptions common, InputOptions input, bool keepsAlways = false)
    {
        _input = input;
        _with = common.Files.Reads(new Option<string[]>("--with")
        {
            HelpName = "TABLE",
            Description = "A further table joined to INPUT on the architecture; may be repeated. Rows that it lacks are "
                + $"{(keepsAlways ? "kept, without its scores" : "left out")}, and their number printed.",
        });
        command.Options.Add(_with);
        command.Options.Add(_equivalent);
        if (!keepsAlways)
        {
            _keep = new("--keep-unmatched") { Description = "Keep rows that a table of --with lacks; its scores are missing there." };
            command.Options.Add(_keep);
        }
    }

    /// <summary>The architectures of INPUT with the columns of the further tables.</summary>
    /// <param name="terminal">Where standard input comes from, and who is told what matched.</param>
    /// <param name="nas">The library.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="required">The columns that the verb needs; null where it takes all.</param>
    /// <param name="texts">The columns to keep even where they hold text; null for none.</param>
    /// <exception cref="WrongUseException">There is no such table.</exception>
    public IDataView Load(
        Terminal terminal, NasCatalog nas, ParseResult parsed, IReadOnlyList<string>? required = null,
        IReadOnlyList<string>? texts = null)
    {
        var view = _input.Load(terminal, nas, parsed, required, texts);
        var keep = _keep is null || parsed.GetValue(_keep);
        foreach (var table in parsed.GetValue(_with) ?? [])
        {
            OptionRules.RequireFile(_with.Name, table);
            var second = nas.Data.LoadBenchmark(table, options: _input.Tables.Further(parsed, _input.Space(parsed)));
            if (NumberColumns.Names(view).Intersect(NumberColumns.Names(second)).ToList() is { Count: > 0 } both)
            {
                throw new WrongUseException(
                    $"{_with.Name} {table}: INPUT, or a table before, has the columns {string.Join(", ", both)} too: name those to read of "
                        + $"INPUT with {TableOptions.ColumnsName}, or rename them in one of the tables.");
            }

            var joined = nas.Data.Join(view, second, new()
            {
                Unmatched = keep ? UnmatchedRows.Keep : UnmatchedRows.Drop,
                MatchEquivalent = parsed.GetValue(_equivalent),
            });
            terminal.Note($"joined {table}: {joined}");
            view = joined.View;
        }

        return view;
    }
}
