using System.CommandLine;
using System.Globalization;
using NasPipelines.Compat.Tables;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas reproduce NAME INPUT --with TABLE</c>: a published table computed again, beside the published figures.</summary>
internal static class ReproduceVerb
{
    public const string Name = "reproduce";

    public const string Description =
        "Compute a published table again from accuracies and scores that are at hand; without NAME, list the tables.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var name = new Argument<string?>("NAME")
        {
            Description = $"The table: {string.Join(", ", PublishedTables.All.Select(table => table.Name))}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add([.. PublishedTables.All.Select(table => table.Name)]);
        command.Arguments.Add(name);
        var input = new InputOptions(command, common);
        var with = new FurtherTables(command, common, input, keepsAlways: true);
        var resamples = new Option<int>("--resamples")
        {
            Description = "Bootstrap resamples for the intervals.",
            DefaultValueFactory = _ => 200,
        }.Within(10, 1_000_000);
        command.Options.Add(resamples);
        return command.Does((parsed, cancellation) =>
        {
            var json = parsed.GetValue(common.Json);
            if (parsed.GetValue(name) is not { } wanted)
            {
                List(terminal, json);
                return;
            }

            var table = Nearest.Named(name.Name, "table", PublishedTables.All, t => t.Name, wanted);
            if (input.IsAbsent(parsed))
            {
                throw new WrongUseException($"INPUT is missing: give a table of {table.Figures[0].Protocol.Space} with accuracies "
                    + $"({string.Join(" or ", table.Figures[0].Protocol.TruthColumnNames)}), and tables of scores by --with.");
            }

            var nas = Session.Open(terminal);
            var view = with.Load(terminal, nas, parsed);
            var result = table.Reproduce(
                nas, view, new() { Resamples = parsed.GetValue(resamples), Seed = parsed.GetValue(common.Seed) },
                common.Run.Read(parsed, cancellation));
            Print(terminal, result, json);
        });
    }

    private static void List(Terminal terminal, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, PublishedTables.All.Select(
                table => new { table.Name, table.Title, table.Source, Figures = table.Figures.Length }));
            return;
        }

        var list = TextTable.Of("table", "figures", "what it is");
        foreach (var table in PublishedTables.All)
        {
            list.AddRow(
                table.Name, table.Figures.Length.ToString(CultureInfo.InvariantCulture), Markup.Escape($"{table.Title}: {table.Source}"));
        }

        TextTable.Write(terminal, list);
    }

    private static void Print(Terminal terminal, Reproduction result, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Table = result.Table.Name,
                result.Table.Title,
                result.Table.Source,
                Rows = result.Figures.Select(f => new
                {
                    Name = f.Figure.Score,
                    Criterion = f.Figure.Criterion.Name,
                    Published = f.Figure.Value,
                    Ours = JsonOutput.Number(f.Value),
                    Low = JsonOutput.Number(f.Lower),
                    High = JsonOutput.Number(f.Upper),
                    N = f.Count,
                    f.Missing,
                    Protocol = f.Figure.Protocol.Name,
                    f.Column,
                    f.Differs,
                    f.Reason,
                }),
                Protocols = result.Protocols.Select(NamedProtocol.Document),
            });
            return;
        }

        TextTable.Paragraph(terminal, $"{result.Table.Title} ({result.Table.Source})");
        var table = TextTable.Of("score", "protocol", "criterion", "published", "ours", "interval", "n", "if they differ, why");
        foreach (var figure in result.Figures)
        {
            table.AddRow(
                Markup.Escape(figure.Figure.Score), figure.Figure.Protocol.Name, figure.Figure.Criterion.Label, Shown(figure.Figure.Value),
                Shown(figure.Value), figure.Column is null ? "" : Markup.Escape($"[{Shown(figure.Lower)}, {Shown(figure.Upper)}]"),
                figure.Count.ToString(CultureInfo.InvariantCulture), Markup.Escape(figure.Reason ?? ""));
        }

        TextTable.Write(terminal, table);
        foreach (var protocol in result.Protocols)
        {
            TextTable.Paragraph(terminal, $"{protocol}");
        }

        TextTable.Paragraph(terminal, $"{result}.");
    }

    private static string Shown(double value) => double.IsNaN(value) ? "–" : value.ToString("F3", CultureInfo.InvariantCulture);
}
