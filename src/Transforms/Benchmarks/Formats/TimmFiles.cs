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

    private static readonly (string Column, double Unit, string Name, string Meaning)[] Costs =
    [
        ("infer_gmacs", Billion, "published_macs", "multiply-accumulates as published, at this image size"),
        ("infer_macts", Million, "published_activations", "outputs of convolutions and linear layers as published, at this image size"),
        ("infer_step_time", Second, "published_seconds", "seconds of a step of inference as published, at this image size"),
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
            Set(rows, row, "top1", "ImageNet-1k top-1 accuracy (%) as published", table.Number(i, "top1"));
            Set(rows, row, "top5", "ImageNet-1k top-5 accuracy (%) as published", table.Number(i, "top5"));
            Set(rows, row, "image_size", "rows and columns of the images of the accuracy", table.Number(i, "img_size"));
            Set(rows, row, "published_params", "parameters as published, to 10,000", table.Number(i, "param_count") * Million);

            // The benchmark names architectures; results name weights, as architecture.weights.
            if (costs is not null && lines.TryGetValue((model.Split('.')[0], table.Text(i, "img_size")), out var line))
            {
                foreach (var (column, unit, name, meaning) in Costs)
                {
                    Set(rows, row, name, meaning, costs.Number(line, column) * unit);
                }
            }
        }

        rows.OwnSpace = NetworkNameSpace.Instance;
    }

    private static void Set(BenchmarkRows rows, int row, string column, string meaning, double? value)
    {
        if (value is { } number)
        {
            rows.Set(row, column, meaning, number);
        }
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
