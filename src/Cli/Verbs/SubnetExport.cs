using System.CommandLine;
using NasPipelines.OneShot;
using NasPipelines.Spaces;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas export --architecture ARCH --model supernet.onnx --output sub.onnx</c>: writes one subnet as a model of its own; with
/// <c>--space SPACE</c> in the place of <c>--model</c>, an untrained network by <c>--seed</c>.
/// </summary>
internal sealed class SubnetExport
{
    private readonly Option<string?> _architecture = new("--architecture")
    {
        Description = "Write the network of this architecture: trained with --model, else untrained, of --space and by --seed.",
    };
    private readonly Option<string?> _model = new("--model")
    {
        Description = "The supernet that the network's weights come from (.onnx).",
        HelpName = "FILE",
    };

    private readonly CommonOptions _common;
    private readonly InputOptions _input;
    private readonly NotationOption _notation;

    public SubnetExport(Command command, CommonOptions common, InputOptions input)
    {
        (_common, _input, _notation) = (common, input, new(command));
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

        if (text is null)
        {
            throw new WrongUseException($"{_architecture.Name} is missing: a network of --model is written for one architecture.");
        }

        if (parsed.GetValue<string[]>("INPUT") is [var input, ..])
        {
            throw new WrongUseException($"INPUT '{input}' does not go with --architecture: leave it out.");
        }

        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new WrongUseException($"--output '{path}': a network is written as .onnx.");
        }

        var space = _input.Space(parsed);
        if (model is null)
        {
            var known = space ?? throw new WrongUseException(
                $"{_model.Name} is missing: give the supernet with the weights, or --space for an untrained network.");
            SaveUntrained(
                terminal, _notation.Read(terminal, parsed, known, text, _architecture.Name), path, parsed.GetValue(_common.Seed), json);
            return true;
        }

        var supernet = SupernetModel.Load(model, space is null ? null : [space]);
        if (space is not null && space != supernet.Space)
        {
            throw new WrongUseException($"--space {space.Name} contradicts --model, a supernet of {supernet.Space.Name}; leave it out.");
        }

        var architecture = _notation.Read(terminal, parsed, supernet.Space, text, _architecture.Name);
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

    private static void SaveUntrained(Terminal terminal, Architecture architecture, string path, long seed, bool json)
    {
        Session.Open(terminal).Model.SaveArchitecture(architecture, path, seed);
        if (json)
        {
            JsonOutput.Write(
                terminal.Out, new { Output = path, Space = architecture.Space.Name, Architecture = architecture.Text, Seed = seed });
        }
        else
        {
            terminal.Out.WriteLine($"wrote {path}: {architecture.Text}, untrained, seed {seed}");
        }
    }
}
