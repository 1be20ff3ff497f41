using System.CommandLine;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas export INPUT --output FILE</c>: converts a table, or writes a search space or a sample of either; with <c>--architecture</c> and
/// <c>--model</c>, writes a network.
/// </summary>
internal static class ExportVerb
{
    public const string Name = "export";

    public const string Description = "Write architectures and their columns to a file, or the network of one.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var input = new InputOptions(command, common);
        var output = TableOutput.Option(common);
        command.Options.Add(output);
        var subnet = new SubnetExport(command, common, input);
        return command.Does((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(output);
            if (subnet.Run(terminal, parsed, path, parsed.GetValue(common.Json)))
            {
                return;
            }

            var table = TableOutput.For(path, terminal, parsed.GetValue(common.Json));
            var nas = Session.Open(terminal);
            var view = input.Load(terminal, nas, parsed);
            cancellation.ThrowIfCancellationRequested();
            table.Save(nas.Data, view);
            var columns = view.Schema.Where(c => !c.IsHidden).Select(c => c.Name).ToList();
            if (table.Json)
            {
                JsonOutput.Write(terminal.Out, new { Output = path, Columns = columns });
            }
            else
            {
                table.Terminal.Status.WriteLine($"wrote {table.Path}: {string.Join(", ", columns)}");
            }
        });
    }
}
