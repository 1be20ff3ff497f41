using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Combinations;
using NasPipelines.Evaluation;
using Spectre.Console;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas combine INPUT --preset az-nas --output FILE</c>: adds combinations of ranks; alone it lists the presets.</summary>
internal static class CombineVerb
{
    public const string Name = "combine";

    public const string Description =
        "Combine scores by their ranks, as published (--preset) or by a rule; without INPUT: list the published combinations.";

    private static readonly string[] PresetNames = [.. CombinationPresets.All.Select(preset => preset.Name)];

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var presets = OptionRules.Names(
            "--preset",
            $"Published combinations, separated by commas: {string.Join(", ", PresetNames)}; each becomes a column of its name.",
            "names of presets");
        presets.CompletionSources.Add(PresetNames);
        var scores = OptionRules.Names("--scores", "Score columns to combine by --rule, separated by commas.", "names of score columns");
        var rule = OptionRules.Choice("--rule", "How the ranks of --scores become one", CombinationRule.Copeland);
        var missing = OptionRules.Choice("--missing", "What becomes of missing --scores", MissingScores.Drop);
        var name = new Option<string>("--name")
        {
            Description = "The column of the combination of --scores.",
            DefaultValueFactory = _ => "combined",
        };
        var output = TableOutput.Optional(common, "File to write");
        foreach (var option in (Option[])[presets, scores, rule, missing, name, output])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            string[] published = parsed.GetValue(presets) ?? [], own = parsed.GetValue(scores) ?? [];
            if (input.IsAbsent(parsed) && published.Length + own.Length == 0 && parsed.GetValue(output) is null)
            {
                List(terminal, parsed.GetValue(common.Json));
                return;
            }

            if (published.Length + own.Length == 0)
            {
                throw new WrongUseException($"name what to combine: --preset {string.Join(", ", PresetNames)}, or --scores.");
            }

            var path = parsed.GetValue(output) ?? throw new WrongUseException("--output is missing: name the table to write.");
            var table = TableOutput.For(path, terminal, parsed.GetValue(common.Json));
            CombinationPreset[] wanted =
            [
                .. published.Select(preset => Nearest.Named(presets.Name, "preset", CombinationPresets.All, p => p.Name, preset)),
            ];
            var nas = Session.Open(terminal);
            string[] combined = [.. wanted.SelectMany(preset => preset.ScoreColumnNames), .. own];
            string[] columns =
                [.. wanted.Select(preset => preset.Name), .. own.Length > 0 ? (string[])[parsed.GetRequiredValue(name)] : []];
            var view = further.Load(terminal, nas, parsed);
            HashSet<string> names = [.. view.Schema.Select(column => column.Name), .. combined];
            if (columns.FirstOrDefault(column => !names.Add(column)) is { } taken)
            {
                throw new WrongUseException(
                    $"the table has a column {taken} already, which the combination would hide: leave out the preset or the column, or "
                        + $"choose another {name.Name}.");
            }

            view = nas.Data.AddCosts(view, combined, run: common.Run.Read(parsed, cancellation));
            Array.ForEach(own, column => NumberColumns.Require(scores, column, view));
            foreach (var preset in wanted)
            {
                var stage = nas.Transforms.Combine(preset.Name, preset);
                view = stage.Fit(view).Transform(view);
            }

            if (own.Length > 0)
            {
                view = nas.Transforms.Combine(
                    parsed.GetRequiredValue(name), own, parsed.GetValue(rule), parsed.GetValue(missing)).Fit(view).Transform(view);
            }

            table.Save(nas.Data, view);
            if (table.Json)
            {
                JsonOutput.Write(table.Terminal.Out, new { Columns = columns, Output = table.Path });
                return;
            }

            table.Terminal.Status.WriteLine($"added {string.Join(", ", columns)}; wrote {table.Path}");
        });
    }

    private static void List(Terminal terminal, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, CombinationPresets.All.Select(p => new
            {
                p.Name,
                p.Description,
                Rule = p.Rule.ToString().ToLowerInvariant(),
                Scores = p.ScoreColumnNames,
                p.Protocol,
            }));
            return;
        }

        var table = TextTable.Of("preset", "rule", "scores");
        foreach (var preset in CombinationPresets.All)
        {
            table.AddRow(preset.Name, preset.Rule.ToString().ToLowerInvariant(), Markup.Escape(string.Join(", ", preset.ScoreColumnNames)));
        }

        TextTable.Write(terminal, table);
        foreach (var preset in CombinationPresets.All)
        {
            TextTable.Paragraph(terminal, $"{preset.Name}: {preset.Description}. {preset.Protocol}.");
        }
    }
}
