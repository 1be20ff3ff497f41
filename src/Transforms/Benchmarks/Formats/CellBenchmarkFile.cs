using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Files.Pickles;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>The formats of the cell space of NAS-Bench-201, which share their results' layout.</summary>
internal abstract class CellBenchmarkFile : BenchmarkFile
{
    private const int Architectures = 15_625;

    public override string Space => "nasbench201";

    public override string Protocol =>
        "Truth is cifar10_ori-test_200: CIFAR-10 test accuracy (%) after a training of 200 "
        + "epochs on all 50,000 training images, mean over the "
        + "seeds that the file holds; columns are named dataset_set_epochs by the benchmark's "
        + "own names, epochs 12 are the separate short training.";

    public override ImmutableArray<string> Datasets { get; } = ["cifar10", "cifar10-valid", "cifar100", "ImageNet16-120"];

    public override ImmutableArray<string> Splits { get; } = ["ori-test", "x-valid", "x-test"];

    public override ImmutableArray<int> Epochs { get; } = [CellResults.ShortEpochs, CellResults.FullEpochs];

    public override string Truth => "cifar10_ori-test_200";

    protected internal override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
    {
        ReadAll(path, options, rows);
        if (options.Check)
        {
            BenchmarkCheck.Count(rows, Architectures);
        }
    }

    protected abstract void ReadAll(string path, BenchmarkReadOptions options, BenchmarkRows rows);

    /// <summary>The keys whose values are not kept.</summary>
    protected static Func<string, bool>? Skip(BenchmarkRows rows) => rows.KeepAll ? null : CellResults.Skips;

    /// <summary>Adds the architecture of a file of its own; the file's name says its index.</summary>
    protected static void AddSingle(string file, PickleNode root, CellResults results, string[]? texts)
    {
        var digits = string.Concat(Path.GetFileName(file).TakeWhile(char.IsAsciiDigit));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= (texts?.Length ?? Architectures))
        {
            throw root.Fault("the name of an architecture's file must start with its index, such as 000011");
        }

        CellResults.Require(root);
        results.Add(index, root, texts?[index]);
    }

    /// <summary>Adds all architectures of a file with an overview: meta_archs, total_archs, arch2infos.</summary>
    protected static void AddOverview(PickleNode root, CellResults results)
    {
        string[] texts = [.. root["meta_archs"].Items.Select(item => item.Text)];
        if (root["total_archs"].Integer != texts.Length)
        {
            throw root.Fault($"total_archs is {root["total_archs"].Integer}, meta_archs has {texts.Length}");
        }

        var seen = new HashSet<long>();
        var all = root["arch2infos"];
        foreach (var (_, both) in all.Entries)
        {
            CellResults.Require(both);
        }

        foreach (var (key, both) in all.Entries)
        {
            var index = key.Integer;
            if (index < 0 || index >= texts.Length || !seen.Add(index))
            {
                throw both.Fault($"index {index} appears twice or is outside 0..{texts.Length - 1}");
            }

            results.Add(index, both, texts[index]);
        }
    }
}
