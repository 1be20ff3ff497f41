using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Cli;

/// <summary>Networks in ONNX files as the input of a verb.</summary>
internal sealed class NetworkInput
{
    private static readonly string[] Endings = [".onnx", ".onnx.gz"];

    private readonly Option<int?> _size = new Option<int?>("--image-size")
    {
        Description = "Rows and columns of images for networks from files; images of another size are resized. Their own by default.",
    }.Within(1, 4096);
    private readonly Option<NetworkWeights> _weights = OptionRules.Choice(
        "--weights", "Weights of networks from files", NetworkWeights.Anew);
    private readonly Option<bool> _skip = new("--skips-unreadable") { Description = "Leave out network files that cannot be read." };

    /// <summary>Without options.</summary>
    public static NetworkInput Plain { get; } = new();

    /// <summary>The size of images that is asked for; null for that of the files.</summary>
    public int? ImageSize(ParseResult parsed) => parsed.GetValue(_size);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_size, _weights, _skip])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The files that inputs stand for, where they are networks; null where they are something else.</summary>
    /// <exception cref="WrongUseException">Only some of them are.</exception>
    public static IReadOnlyList<string>? Files(string[] inputs)
    {
        if (!Array.Exists(inputs, IsNetwork))
        {
            return null;
        }

        return Array.TrueForAll(inputs, IsNetwork)
            ? [.. inputs.SelectMany(Expanded)]
            : throw new WrongUseException($"INPUT '{Array.Find(inputs, i => !IsNetwork(i))}' is no ONNX file, others are.");
    }

    public IDataView Load(NasCatalog nas, ParseResult parsed, IReadOnlyList<string> files) => nas.Data.LoadNetworks(files, this == Plain
        ? null
        : new()
        {
            ImageSize = parsed.GetValue(_size),
            Weights = parsed.GetValue(_weights),
            SkipsUnreadable = parsed.GetValue(_skip),
        });

    private static bool IsNetwork(string input) =>
        Endings.Any(e => input.EndsWith(e, StringComparison.OrdinalIgnoreCase)) || (Directory.Exists(input)
            && Directory.EnumerateFiles(input).Any(f => Endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase))));

    // A pattern that no shell has expanded.
    private static IEnumerable<string> Expanded(string input)
    {
        if (File.Exists(input) || Directory.Exists(input) || input.IndexOfAny(['*', '?']) < 0)
        {
            return [input];
        }

        var folder = Path.GetDirectoryName(input) is { Length: > 0 } named ? named : ".";
        string[] found = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, Path.GetFileName(input)).Order(StringComparer.Ordinal)]
            : [];
        return found.Length > 0 ? found : throw new WrongUseException($"INPUT '{input}': no file is called like that.");
    }
}
