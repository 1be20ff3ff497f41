using System.Collections.Immutable;
using NasPipelines.Files;
using NasPipelines.Spaces.NetworkFiles;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// Classifiers that are in use, with their published accuracy: a folder with <c>torchvision.csv</c>, whose column <c>model</c> names files
/// in the folder <c>torchvision</c> beside it.
/// </summary>
internal sealed class RealNetworkFiles : BenchmarkFile
{
    private const string Table = "torchvision.csv";
    private const string Folder = "torchvision";
    private const int LongestLine = 10_000;

    private static readonly (string Column, string Name, string Meaning)[] Numbers =
    [
        ("top1", "top1", "ImageNet-1k top-1 accuracy (%) as published with the first published weights"),
        ("params", "published_params", "trainable parameters as published"),
        ("macs", "published_macs", "multiply-accumulates as published, at the published image size"),
        ("activations", "published_activations", "outputs of convolutions and linear layers as published, at the published image size"),
        ("image_size", "image_size", "rows and columns of the images that the accuracy was measured on"),
    ];

    public override string Name => "torchvision";

    public override string Description =>
        $"torchvision's ImageNet classifiers as ONNX files: a folder with {Table} and the folder {Folder} of .onnx or .onnx.gz files";

    public override string Space => NetworkFileSpace.SpaceName;

    public override string Protocol =>
        "Truth is top1, the published ImageNet-1k accuracy (%) of trained weights. Recipes of training differ between the networks, and "
        + "weigh as much as architectures do.";

    public override ImmutableArray<int> Epochs => [];

    public override string Truth => "top1";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        if (options.Epochs is not null)
        {
            throw new ArgumentException($"Epochs: {Name} has only one length of training, leave it out");
        }

        var table = Directory.Exists(path) ? Path.Combine(path, Table) : path;
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(table))!, Folder);
        var lines = Lines(table, options.MaxBytes);
        string[] header = lines.Count > 0 ? lines[0].Split(',') : [];
        var model = Array.IndexOf(header, "model");
        if (model < 0 || !header.Contains("top1"))
        {
            throw new InvalidDataException(
                $"{table}, line 1: columns 'model' and 'top1' are expected (found {ShownText.Of(string.Join(',', header))})");
        }

        var networks = new NetworkFileOptions();
        var files = new List<NetworkFile>();
        for (var i = 1; i < lines.Count; i++)
        {
            var fields = lines[i].Split(',');
            var place = Invariant($"{table}, line {i + 1}");
            if (fields.Length != header.Length)
            {
                throw new InvalidDataException($"{place}: {fields.Length} fields, the header has {header.Length}");
            }

            var file = NetworkFile.Open(FileOf(folder, fields[model], place), networks);
            files.Add(file);
            Set(rows, rows.Add(file.Text), header, fields, place);
            rows.Source(file.Path);
        }

        rows.OwnSpace = new NetworkFileSpace(files, networks);
        rows.Source(table);
    }

    private static void Set(BenchmarkRows rows, int row, string[] header, string[] fields, string place)
    {
        foreach (var (column, name, meaning) in Numbers)
        {
            var at = Array.IndexOf(header, column);
            if (at < 0 || fields[at].Length == 0)
            {
                continue;
            }

            rows.Set(row, name, meaning, double.TryParse(fields[at], System.Globalization.CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value) && value >= 0
                    ? value
                    : throw new InvalidDataException($"{place}: {column} is '{ShownText.Of(fields[at])}', a number is expected"));
        }
    }

    private static string FileOf(string folder, string model, string place)
    {
        // A name from a table names a file of the folder, not one elsewhere.
        if (model.Length == 0 || model.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new InvalidDataException($"{place}: model '{ShownText.Of(model)}' is no name of a file");
        }

        var plain = Path.Combine(folder, $"{model}.onnx");
        var packed = $"{plain}.gz";
        return File.Exists(plain) ? plain
            : File.Exists(packed) ? packed
            : throw new FileNotFoundException($"{place}: there is neither {plain} nor {packed}", plain);
    }

    private static List<string> Lines(string table, long maxBytes)
    {
        using var stream = InputFile.Open(table, maxBytes);
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > LongestLine)
            {
                throw new InvalidDataException(Invariant($"{table}, line {lines.Count + 1}: it is longer than any line of such a table"));
            }

            if (line.Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
