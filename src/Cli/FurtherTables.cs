using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Data;

namespace NasPipelines.Cli;

/// <summary><c>--with TABLE</c>: tables joined to INPUT on the architecture.</summary>
internal sealed class FurtherTables
{
    private readonly Option<string[]> _with;
    private readonly Option<bool>? _keep;
    private readonly Option<bool> _equivalent = new("--match-equivalent")
    {
        Description = "Rows of --with match that are the same function, however it is written, such as those of a table that has each "
            + "function once.",
    };

    /// <param name="command">Takes the options.</param>
    /// <param name="common">Knows which options name files.</param>
    /// <param name="keepsAlways">Whether rows that a table lacks are kept without being asked for.</param>
    public FurtherTables(Command command, CommonOptions common, bool keepsAlways = false)
    {
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

    /// <summary>A view with the columns of the further tables.</summary>
    /// <exception cref="WrongUseException">There is no such table.</exception>
    public IDataView Join(Terminal terminal, NasCatalog nas, ParseResult parsed, IDataView view, InputOptions input)
    {
        var keep = _keep is null || parsed.GetValue(_keep);
        foreach (var table in parsed.GetValue(_with) ?? [])
        {
            OptionRules.RequireFile(_with.Name, table);
            var second = nas.Data.LoadBenchmark(table, options: input.Tables.Further(parsed, input.Space(parsed)));
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
