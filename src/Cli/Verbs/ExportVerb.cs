using System.CommandLine;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas export INPUT --output FILE</c>: converts a table, or writes a search space or a sample of either; with <c>--architecture</c> and
/// <c>--model</c>, writes a network.
/// </summary>
internal static class ExportVerb
{
    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command("export", "Write architectures and their columns to a file, or the network of one.");
        var input = new InputOptions(command, common);
        var output = TableOutput.Option();
        command.Options.Add(output);
        var subnet = new SubnetExport(command);
        return command.Does((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(output);
            if (subnet.Run(terminal, parsed, path, parsed.GetValue(common.Json)))
            {
                return;
            }

            var save = TableOutput.For(path);
            var nas = Session.Open(terminal);
            var view = input.Load(terminal, nas, parsed);
            cancellation.ThrowIfCancellationRequested();
            save(nas.Data, view);
            var columns = view.Schema.Where(c => !c.IsHidden).Select(c => c.Name).ToList();
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, new { Output = path, Columns = columns });
            }
            else
            {
                terminal.Out.WriteLine($"wrote {path}: {string.Join(", ", columns)}");
            }
        });
    }
}
