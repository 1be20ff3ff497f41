using System.Collections.Immutable;
using NasPipelines.Files;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// Classifiers that are in use, with their published accuracy: a folder with <c>torchvision.csv</c>, whose column <c>model</c> names files
/// in the folder <c>torchvision</c> beside it.
/// </summary>
internal sealed class RealNetworkFiles : BenchmarkFile
{
    private const string Table = "torchvision.csv";
    private const string Folder = "torchvision";

    private static readonly CommaColumn[] Numbers =
    [
        new("top1", "top1", "ImageNet-1k top-1 accuracy (%) as published with the first published weights"),
        new("params", "published_params", "trainable parameters as published"),
        new("macs", "published_macs", "multiply-accumulates as published, at the published image size"),
        new("activations", "published_activations", "outputs of convolutions and linear layers as published, at the published image size"),
        new("image_size", "image_size", "rows and columns of the images that the accuracy was measured on"),
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
        BenchmarkCheck.RequireOneLength(this, options);

        var list = Directory.Exists(path) ? Path.Combine(path, Table) : path;
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(list))!, Folder);
        var table = new CommaTable(list, options.MaxBytes, "model", "top1");
        var networks = new NetworkFileOptions();
        var files = new List<NetworkFile>();
        for (var i = 0; i < table.Count; i++)
        {
            var file = NetworkFile.Open(FileOf(folder, table.Text(i, "model"), table.Place(i)), networks);
            files.Add(file);
            table.CopyTo(rows, rows.Add(file.Text), i, Numbers);
            rows.Source(file.Path);
        }

        rows.OwnSpace = new NetworkFileSpace(files, networks);
        rows.Source(list);
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
}
