using System.CommandLine;
using NasPipelines.OneShot.Import;
using NasPipelines.Spaces;

namespace NasPipelines.Cli.Verbs;

/// <summary>
/// <c>nas import-supernet FILE.pth --space SPACE --layout LAYOUT --output supernet.onnx</c>: makes a supernet of a checkpoint that
/// published Python code trained; <c>--inspect</c> prints what a checkpoint holds.
/// </summary>
internal static class ImportSupernetVerb
{
    public const string Name = "import-supernet";

    public const string Description = "Make a supernet of a checkpoint that published Python code trained.";

    public static Command Create(Terminal terminal, CommonOptions common)
    {
        var command = new Command(Name, Description);
        var files = new Argument<string[]>("FILE")
        {
            Description = "Checkpoints of torch.save (.pth); several for the parts of a few-shot supernet.",
            Arity = ArgumentArity.OneOrMore,
        };
        var space = new Option<string?>("--space") { Description = "The search space; needed where a layout is of several." };
        var layout = new Option<string?>("--layout")
        {
            Description = "How the weights are named: autodl, generic, awnas, naslib, few-shot, darts, nasbench1shot1; "
                + "recognised where left out.",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Supernet to write, .onnx; with several files, NAME.FILE.onnx for each.",
        };
        var size = new Option<int?>("--image-size") { Description = "Rows and columns of the images; 32, or as the arguments tell." }
            .Within(4, 1024);
        var operations = OptionRules.Names(
            "--operations", "Operations in the order of the checkpoint's indices; the published one where left out.",
            "names of operations");
        var edge = new Option<string?>("--edge-operation")
        {
            Description = "few-shot: the operation of the edge that the space is split by, where the file does not tell.",
        };
        var inspect = new Option<bool>("--inspect") { Description = "Print what the files hold: keys, types, shapes and values." };
        common.Files.Reads(files);
        common.Files.Writes(output);
        command.Arguments.Add(files);
        foreach (var option in (Option[])[space, layout, output, size, operations, edge, inspect])
        {
            command.Options.Add(option);
        }

        return command.Does((parsed, cancellation) =>
        {
            var paths = parsed.Existing(files);
            var json = parsed.GetValue(common.Json);
            if (parsed.GetValue(inspect))
            {
                Inspect(terminal, paths, json);
                return;
            }

            var outputs = Outputs(paths, parsed.GetValue(output));
            var options = new SupernetImportOptions
            {
                SearchSpace = parsed.GetValue(space) is { } name
                    ? SearchSpaces.Get(name, [SearchSpaces.NasBench1Shot1Sub1, SearchSpaces.NasBench1Shot1Sub2])
                    : null,
                Layout = parsed.GetValue(layout),
                ImageSize = parsed.GetValue(size),
                Operations = parsed.GetValue(operations) is { Length: > 0 } some ? some : null,
                EdgeOperation = parsed.GetValue(edge),
            };
            var nas = Session.Open(terminal);
            List<(ImportedSupernet Imported, string File, string Output)> made = [];
            foreach (var (path, to) in paths.Zip(outputs))
            {
                cancellation.ThrowIfCancellationRequested();
                made.Add((nas.Trainers.ImportSupernet(path, options), path, to));
            }

            foreach (var (imported, _, to) in made)
            {
                imported.Supernet.Save(to);
            }

            Print(terminal, made, json);
        });
    }

    // Every file is checked before any work is done.
    private static string[] Outputs(string[] files, string? output)
    {
        var path = TrainVerb.CheckSupernetFile(
            output ?? throw new WrongUseException("--output is missing: name the supernet to write (.onnx), or give --inspect."));
        if (files.Length == 1)
        {
            return [path];
        }

        string[] outputs = [.. files.Select(file => Path.ChangeExtension(path, $"{Path.GetFileNameWithoutExtension(file)}.onnx"))];
        return outputs.Distinct(StringComparer.OrdinalIgnoreCase).Count() == outputs.Length
            ? outputs
            : throw new WrongUseException("FILE: two files have one name, which the supernets are named by; rename one.");
    }

    private static void Inspect(Terminal terminal, string[] files, bool json)
    {
        var found = files.Select(file => (File: file, Entries: PythonSupernet.Inspect(file))).ToList();
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Files = found.Select(f => new { f.File, Entries = f.Entries.Select(e => new { e.Key, e.Type, e.Shape, e.Value }) }),
            });
            return;
        }

        foreach (var (file, entries) in found)
        {
            terminal.Out.WriteLine($"{file}:");
            foreach (var entry in entries)
            {
                terminal.Out.WriteLine($"  {entry}");
            }
        }
    }

    private static void Print(Terminal terminal, List<(ImportedSupernet Imported, string File, string Output)> made, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Supernets = made.Select(m => new
                {
                    m.File,
                    m.Output,
                    m.Imported.Layout,
                    Space = m.Imported.Supernet.Space.Name,
                    m.Imported.Notes,
                    m.Imported.Unused,
                    m.Imported.Missing,
                }),
            });
            return;
        }

        foreach (var (imported, file, output) in made)
        {
            terminal.Out.WriteLine($"{file}:");
            terminal.Out.WriteLine(imported);
            terminal.Status.WriteLine($"wrote {output}");
        }
    }
}
