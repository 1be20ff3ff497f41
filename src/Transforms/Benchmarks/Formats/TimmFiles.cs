using System.Collections.Immutable;
using NasPipelines.Files;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>
/// timm's published ImageNet results, and beside them the costs and times of its published benchmark of inference: a folder with both
/// tables, or the table of results alone. The networks themselves are not in the files.
/// </summary>
internal sealed class TimmFiles : BenchmarkFile
{
    private const double Million = 1e6;
    private const double Billion = 1e9;
    private const double Second = 1e-3;

    private static readonly CommaColumn[] Results =
    [
        new("top1", "top1", "ImageNet-1k top-1 accuracy (%) as published"),
        new("top5", "top5", "ImageNet-1k top-5 accuracy (%) as published"),
        new("img_size", "image_size", "rows and columns of the images of the accuracy"),
        new("param_count", "published_params", "parameters as published, to 10,000", Million),
    ];

    private static readonly CommaColumn[] Costs =
    [
        new("infer_gmacs", "published_macs", "multiply-accumulates as published, at this image size", Billion),
        new("infer_macts", "published_activations", "outputs of convolutions and linear layers as published, at this image size", Million),
        new("infer_step_time", "published_seconds", "seconds of a step of inference as published, at this image size", Second),
    ];

    public override string Name => "timm";

    public override string Description =>
        "timm's results: a folder with a table whose name holds 'results' (results-imagenet.csv) and one whose name holds 'benchmark'";

    public override string Space => NetworkNameSpace.SpaceName;

    public override string Protocol =>
        "Truth is top1, the published ImageNet-1k accuracy (%). Weights differ in recipe and data (the text behind the point of a name), "
        + "and weigh as much as architectures do. Costs are those of the architecture at the image size of the result, else missing.";

    public override ImmutableArray<int> Epochs => [];

    public override string Truth => "top1";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        BenchmarkCheck.RequireOneLength(this, options);
        var (results, benchmark) = Files(path);
        var table = new CommaTable(results, options.MaxBytes, "model", "img_size", "top1", "param_count");
        rows.Source(results);
        var costs = benchmark is null ? null : new CommaTable(benchmark, options.MaxBytes, "model", "infer_img_size");
        var lines = new Dictionary<(string, string), int>();
        if (costs is not null)
        {
            rows.Source(benchmark!);
            for (var i = 0; i < costs.Count; i++)
            {
                lines.TryAdd((costs.Text(i, "model"), costs.Text(i, "infer_img_size")), i);
            }
        }

        for (var i = 0; i < table.Count; i++)
        {
            var model = table.Text(i, "model");
            if (!NetworkNameSpace.IsName(model))
            {
                throw new InvalidDataException($"{table.Place(i)}: model '{ShownText.Of(model)}' is no name");
            }

            // The same weights are tested on images of several sizes.
            var row = rows.Add($"{model}@{table.Text(i, "img_size")}");
            table.CopyTo(rows, row, i, Results);

            // The benchmark names architectures; results name weights, as architecture.weights.
            if (costs is not null && lines.TryGetValue((model.Split('.')[0], table.Text(i, "img_size")), out var line))
            {
                costs.CopyTo(rows, row, line, Costs);
            }
        }

        rows.OwnSpace = NetworkNameSpace.Instance;
    }

    private static (string Results, string? Benchmark) Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return (path, null);
        }

        return (Named(path, "results") ?? throw new FileNotFoundException($"{path} has no table whose name holds 'results'", path),
            Named(path, "benchmark"));
    }

    private static string? Named(string folder, string word)
    {
        string[] found =
        [
            .. Directory.EnumerateFiles(folder, "*.csv").Where(f => Path.GetFileName(f).Contains(word, StringComparison.OrdinalIgnoreCase)),
        ];
        return found.Length < 2 ? found.FirstOrDefault()
            : throw new InvalidDataException($"{folder} has {found.Length} tables whose names hold '{word}'; put the two that belong "
                + "together into a folder of their own");
    }
}
