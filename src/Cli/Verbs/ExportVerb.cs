using System.CommandLine;
using Microsoft.ML;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas export INPUT --output FILE</c>: converts a table, or writes a search space or a sample of either.</summary>
internal static class ExportVerb
{
    public static Command Create(Terminal terminal)
    {
        var (input, space, sample, seed, output, json) =
            (CommonOptions.Input(), CommonOptions.Space(), CommonOptions.Sample(), CommonOptions.Seed(), CommonOptions.Output(), CommonOptions.Json());
        var command = new Command("export", "Write architectures and their columns to a file.") { input, space, sample, seed, output, json };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var save = TableOutput.For(path);
            var nas = new MLContext().Nas();
            var view = ArchitectureInput.Load(nas, parsed.GetValue(input)!, parsed.GetValue(space), parsed.GetValue(sample), parsed.GetValue(seed));
            save(nas.Data, view);
            var columns = view.Schema.Where(c => !c.IsHidden).Select(c => c.Name).ToList();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new { Output = path, Columns = columns });
            }
            else
            {
                terminal.Out.WriteLine($"wrote {path}: {string.Join(", ", columns)}");
            }
        });
        return command;
    }
}
