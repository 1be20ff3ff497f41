using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Cli;

/// <summary>Networks in ONNX files as the input of a verb.</summary>
internal sealed class NetworkInput
{
    private const string Benchmark = "torchvision";

    private static readonly string[] Endings = [".onnx", ".onnx.gz"];

    private readonly Option<int?> _size = new Option<int?>("--image-size")
    {
        Description = "Rows and columns of images for networks from files; images of another size are resized. Their own by default.",
    }.Within(1, 4096);
    private readonly Option<NetworkWeights> _weights = OptionRules.Choice(
        "--weights", "Weights of networks from files", NetworkWeights.Anew);
    private readonly Option<bool> _skip = new("--skips-unreadable") { Description = "Leave out network files that cannot be read." };

    /// <summary>The size of images that is asked for; null for that of the files.</summary>
    public int? ImageSize(ParseResult parsed) => parsed.GetValue(_size);

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_size, _weights, _skip])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How files are read.</summary>
    public NetworkFileOptions Options(ParseResult parsed) => new()
    {
        ImageSize = parsed.GetValue(_size),
        Weights = parsed.GetValue(_weights),
        SkipsUnreadable = parsed.GetValue(_skip),
    };

    /// <summary>The networks that inputs stand for; null where they are something else.</summary>
    /// <param name="nas">The library.</param>
    /// <param name="inputs">Files, folders, patterns.</param>
    /// <param name="options">How files are read; null where the verb has no such options.</param>
    /// <exception cref="WrongUseException">Only some of them are.</exception>
    public static IDataView? Load(NasCatalog nas, string[] inputs, NetworkFileOptions? options)
    {
        if (inputs is [var folder] && IsBenchmark(folder))
        {
            var benchmark = nas.Data.ReadBenchmark(folder, Benchmark);
            return options is null
                ? benchmark
                : nas.Data.Join(nas.Data.LoadNetworks([Path.Combine(folder, Benchmark)], options), benchmark).View;
        }

        if (!Array.Exists(inputs, IsNetwork))
        {
            return null;
        }

        return Array.TrueForAll(inputs, IsNetwork)
            ? nas.Data.LoadNetworks([.. inputs.SelectMany(Expanded)], options)
            : throw new WrongUseException($"INPUT '{Array.Find(inputs, i => !IsNetwork(i))}' is no ONNX file, others are.");
    }

    private static bool IsBenchmark(string folder) =>
        File.Exists(Path.Combine(folder, $"{Benchmark}.csv")) && Directory.Exists(Path.Combine(folder, Benchmark));

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
