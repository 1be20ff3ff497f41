using System.CommandLine;
using Microsoft.ML;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas predict INPUT --predictor FILE --output FILE</c>: predicts the order of architectures with what <c>nas learn</c> wrote.
/// </summary>
internal static class PredictVerb
{
    public const string Name = "predict";

    public const string Description = "Predict the order of architectures, of a table or not, with a predictor of nas learn.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var further = new FurtherTables(command, common, input);
        var predictor = common.Files.Reads(new Option<string>("--predictor")
        {
            Description = "The predictor, a file that nas learn wrote; the column that it adds is called predicted, higher is better.",
            HelpName = "FILE",
            Required = true,
        });
        var output = TableOutput.Option(common);
        command.Options.Add(predictor);
        command.Options.Add(output);
        return command.Does((parsed, cancellation) =>
        {
            var table = TableOutput.For(parsed.GetRequiredValue(output), terminal, parsed.GetValue(common.Json));
            var path = parsed.GetRequiredValue(predictor);
            OptionRules.RequireFile(predictor.Name, path);
            var nas = Session.Open(terminal);
            var model = nas.Model.Load(path, out var made, input.Space(parsed) is { } space ? [space] : []);
            using var owned = model as IDisposable;
            var view = further.Load(terminal, nas, parsed);
            Require(path, made, view);
            cancellation.ThrowIfCancellationRequested();
            table.Save(nas.Data, model.Transform(view));
            var rows = view.GetRowCount();
            if (table.Json)
            {
                JsonOutput.Write(table.Terminal.Out, new { Rows = rows, Output = table.Path });
                return;
            }

            table.Terminal.Status.WriteLine($"predicted {rows} architectures; wrote {table.Path}");
        });
    }

    private static void Require(string path, DataViewSchema made, IDataView view)
    {
        string[] missing = [.. made.Where(c => !c.IsHidden && view.Schema.GetColumnOrNull(c.Name) is null).Select(c => c.Name)];
        if (missing.Length > 0)
        {
            throw new WrongUseException(
                $"INPUT lacks {string.Join(", ", missing)}, which the predictor {path} reads: score it with nas score first, or learn one "
                + "from --graph-features alone.");
        }
    }
}
