using System.CommandLine;
using NasPipelines.OneShot;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas export --architecture ARCH --model supernet.onnx --output sub.onnx</c>: writes one subnet as a model of its own.
/// </summary>
internal sealed class SubnetExport
{
    private readonly Option<string?> _architecture = new("--architecture")
    {
        Description = "Write the network of this architecture, with --model.",
    };
    private readonly Option<string?> _model = new("--model")
    {
        Description = "The supernet that the network's weights come from (.onnx).",
        HelpName = "FILE",
    };

    public SubnetExport(Command command, CommonOptions common)
    {
        common.Files.Reads(_model);
        command.Options.Add(_architecture);
        command.Options.Add(_model);
    }

    /// <summary>Writes the network where one is asked for.</summary>
    /// <returns>Whether one was.</returns>
    public bool Run(Terminal terminal, ParseResult parsed, string path, bool json)
    {
        var (text, model) = (parsed.GetValue(_architecture), parsed.GetValue(_model));
        if (text is null && model is null)
        {
            return false;
        }

        if (text is null || model is null)
        {
            throw new WrongUseException(
                $"{(text is null ? _architecture.Name : _model.Name)} is missing: a network needs both --architecture and --model.");
        }

        if (parsed.GetValue<string?>("INPUT") is { } input)
        {
            throw new WrongUseException($"INPUT '{input}' does not go with --architecture: leave it out.");
        }

        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUseException($"--output '{path}': a network is written as .onnx.");
        }

        var supernet = SupernetModel.Load(model);
        var architecture = supernet.Space.Parse(text);
        supernet.SaveArchitecture(architecture, path);
        if (json)
        {
            JsonOutput.Write(
                terminal.Out,
                new { Output = path, Space = supernet.Space.Name, Architecture = architecture.Text, Supernet = supernet.Sha256 });
        }
        else
        {
            terminal.Status.WriteLine($"wrote {path}: {architecture.Text}");
        }

        return true;
    }
}
