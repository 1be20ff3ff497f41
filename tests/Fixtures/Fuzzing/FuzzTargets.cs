using System.Text;
using NasPipelines.Fixtures.Files;
using NasPipelines.Images;
using NasPipelines.OneShot;
using NasPipelines.OneShot.Import;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NetworkFiles;
using static NasPipelines.Fixtures.Fuzzing.Frames;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>The readers of files and texts that come from elsewhere.</summary>
public static class FuzzTargets
{
    /// <summary>All of them. Adding one is one line here.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. Benchmarks(),
        .. ImageFiles(),
        .. Tables(),
        .. Saved(),
        .. SearchSpaces.All.Select(ArchitectureTexts.Of),
    ];

    private static IEnumerable<FuzzTarget> Benchmarks() =>
    [
        new("nasbench101", "fuzz.tfrecord", [BenchmarkContents.NasBench101(108), BenchmarkContents.NasBench101(4)], TfRecord,
            Readers.Benchmark("nasbench101")),
        new("nasbench201-zip", "fuzz.pth", [PickleWriter.Write(BenchmarkContents.Overview()), PickleWriter.Write(new object[]
            { "text", 1, 2.5, ("a", 3) })], Zip, Readers.Benchmark("nasbench201")),
        new("nasbench201-legacy", "000000-legacy.pth",
            [BenchmarkContents.Legacy(BenchmarkContents.Overview()), BenchmarkContents.Legacy(BenchmarkContents.Results())], Same,
            Readers.Benchmark("nasbench201")),
        new("nats-bench", "000000.pickle.pbz2",
            [PickleWriter.Write(BenchmarkContents.NatsResults()), PickleWriter.Write(BenchmarkContents.Overview())], Bzip2,
            Readers.Benchmark("nats-bench"), Rounds: 80),
        new("nasbench301", "results_0.json", [Encoding.UTF8.GetBytes(BenchmarkContents.Darts())], Same, Readers.Benchmark("nasbench301")),
        new("nds-resnet", "ResNet.json", [Encoding.UTF8.GetBytes(BenchmarkContents.Nds(""))], Same, Readers.Benchmark("nds-resnet")),
        new("nds-resnext-a", "ResNeXt-A.json",
            [Encoding.UTF8.GetBytes(BenchmarkContents.Nds(
                """, "bot_muls": [1.0, 1.0, 0.25, 1.0], "num_gs": [1, 1, 2, 4]""", "[1, 2, 8, 16]", "[16, 32, 128, 64]"))], Same,
            Readers.Benchmark("nds-resnext-a")),
        new("timm", "results.csv", [Encoding.UTF8.GetBytes(
            "model,img_size,top1,param_count\na.w,224,80.5,25.6\nb,288,79,1.5\n")], Same, Readers.Benchmark("timm")),
    ];

    private static IEnumerable<FuzzTarget> ImageFiles() =>
    [
        new("cifar10-python", "data_batch_1", [ImageContents.CifarBatch()], Same, Readers.Images(ImageFormat.Cifar10Python)),
        new("cifar10-binary", "data_batch_1.bin", [[6, .. new byte[3072], 9, .. new byte[3072]]], Same,
            Readers.Images(ImageFormat.Cifar10)),
        new("npy", "images.npy", [ImageContents.Npy("(2, 3, 4)", 24), ImageContents.Npy("(2, 3, 4, 1)", 24)], Same,
            Readers.WithLabels("labels.npy", ImageContents.Npy("(2,)", 2), ImageFormat.Npy)),
        new("idx", "images-idx3-ubyte", [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6]], Same,
            Readers.WithLabels("labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 4, 0], ImageFormat.Idx)),
        new("png", "a.png", [PngWriter.Rgb(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), PngWriter.Rgb(1, 1, [1, 2, 3])], Same,
            Readers.InFolderOfClass),
        new("png-content", "a.png", [ImageContents.Bilevel(), ImageContents.Interlaced()], ImageContents.Png, Readers.InFolderOfClass),
    ];

    private static IEnumerable<FuzzTarget> Tables() =>
    [
        new("tsv", "table.tsv", [Encoding.UTF8.GetBytes(TableContents.Delimited('\t'))], Same, Readers.Table),
        new("csv-gzip", "table.csv.gz", [Encoding.UTF8.GetBytes(TableContents.Delimited(','))], Gzip, Readers.Table, Rounds: 120),
        new("csv-zstd", "table.csv.zst", [Encoding.UTF8.GetBytes(TableContents.Delimited(','))], Zstandard, Readers.Table, Rounds: 120),
        new("text", "table.data", TableContents.Texts(), Same, Readers.AnyTable),
        new("json", "table.json", TableContents.Json(), Same, Readers.AnyTable),
        new("npy-table", "table.npy", [NumpyWriter.Doubles("(4,)", 1, 2, 3, 4), TableContents.Records()], Same, Readers.AnyTable),
        new("npz-table", "table.npz", [NumpyWriter.Doubles("(2,)", 1, 2)], TableContents.ZipOfArrays, Readers.AnyTable),
        new("idv", "table.idv", [TableContents.Binary()], Same, Readers.Table, Rounds: 60),
        new("parquet", "table.parquet",
            [TableContents.Parquet(), ParquetFiles.HalfFloats(), ParquetFiles.Decimals(), ParquetFiles.Differences(), ParquetFiles.Times()],
            Same, Readers.Table),
        new("provenance", "table.tsv.provenance.json", [TableContents.Provenance()], Same, Readers.Provenance),
    ];

    private static IEnumerable<FuzzTarget> Saved() =>
    [
        new("checkpoint", "weights.supernet", [SavedFiles.NetworkCheckpointBody(), SavedFiles.CheckpointBody()], SavedFiles.Checkpoint,
            Readers.Checkpoint),
        new("python-checkpoint-zip", "supernet.pth", PythonCheckpoints.Pickles, PythonCheckpoints.Zip,
            path => PythonSupernet.Import(path)),
        new("python-checkpoint-legacy", "supernet.pth", PythonCheckpoints.Legacy, Same, path => PythonSupernet.Import(path)),
        new("supernet-onnx", "weights.onnx", [SavedFiles.Supernet()], Same, path => SupernetModel.Load(path), Rounds: 60),
        new("network-onnx", "network.onnx", [OnnxWriter.Example().ToArray()], Same, Readers.Network(new() { MaxBytes = Readers.MaxBytes })),
        new("network-onnx-values", "network.onnx", [OnnxWriter.Example().ToArray()], Same,
            Readers.Network(new() { Weights = NetworkWeights.Stored, ImageSize = 6, MaxBytes = Readers.MaxBytes }), Rounds: 120),
        new("score-journal", "scores.journal", [SavedFiles.ScoreJournal()], Same, Readers.Journal, Rounds: 30),
    ];
}
