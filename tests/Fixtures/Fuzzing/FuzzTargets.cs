using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.Fixtures.Files;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>The readers of files that come from elsewhere.</summary>
public static class FuzzTargets
{
    private const string Cell = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|";

    /// <summary>All of them. Adding one is one line here.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("nasbench101", "fuzz.tfrecord", [NasBench101(108), NasBench101(4)], TfRecord, Benchmark("nasbench101")),
        new("nasbench201-zip", "fuzz.pth", [PickleWriter.Write(Overview()), PickleWriter.Write(new object[] { "text", 1, 2.5, ("a", 3) })],
            Zip, Benchmark("nasbench201")),
        new("nasbench201-legacy", "000000-legacy.pth", [Legacy(Overview()), Legacy(Results())], Same, Benchmark("nasbench201")),
        new("nats-bench", "000000.pickle.pbz2", [PickleWriter.Write(NatsResults()), PickleWriter.Write(Overview())], Bzip2,
            Benchmark("nats-bench"), Rounds: 150),
        new("nasbench301", "results_0.json", [Encoding.UTF8.GetBytes(Darts())], Same, Benchmark("nasbench301")),
        new("nds-resnet", "ResNet.json", [Encoding.UTF8.GetBytes(Nds(""))], Same, Benchmark("nds-resnet")),
        new("nds-resnext-a", "ResNeXt-A.json",
            [Encoding.UTF8.GetBytes(Nds(""", "bot_muls": [1.0, 1.0, 0.25, 1.0], "num_gs": [1, 1, 2, 4]"""))], Same,
            Benchmark("nds-resnext-a")),
        new("cifar10-python", "data_batch_1", [CifarBatch()], Same, Images(ImageFormat.Cifar10Python)),
        new("cifar10-binary", "data_batch_1.bin", [[6, .. new byte[3072], 9, .. new byte[3072]]], Same, Images(ImageFormat.Cifar10)),
        new("npy", "images.npy", [Npy("(2, 3, 4)", 24), Npy("(2, 3, 4, 1)", 24)], Same,
            path => WithLabels(path, "labels.npy", Npy("(2,)", 2), ImageFormat.Npy)),
        new("idx", "images-idx3-ubyte", [[0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 9, 8, 7, 6]], Same,
            path => WithLabels(path, "labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 4, 0], ImageFormat.Idx)),
        new("png", "a.png", [PngWriter.Rgb(2, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), PngWriter.Rgb(1, 1, [1, 2, 3])], Same,
            InFolderOfClass),
        new("tsv", "table.tsv", [Encoding.UTF8.GetBytes(Table('\t'))], Same, ReadTable),
        new("csv-gzip", "table.csv.gz", [Encoding.UTF8.GetBytes(Table(','))], Gzip, ReadTable, Rounds: 500),
        new("csv-zstd", "table.csv.zst", [Encoding.UTF8.GetBytes(Table(','))], Zstandard, ReadTable, Rounds: 500),
        new("text", "table.data", [Encoding.UTF8.GetBytes("sep=;\n" + Table(';')), Encoding.Unicode.GetBytes("\uFEFF" + Table('\t'))], Same,
            ReadAnyTable),
        new("json", "table.json", Json(), Same, ReadAnyTable),
        new("npy-table", "table.npy", [NumpyWriter.Doubles("(4,)", 1, 2, 3, 4), Records()], Same, ReadAnyTable),
        new("npz-table", "table.npz", [NumpyWriter.Doubles("(2,)", 1, 2)], ZipOfArrays, ReadAnyTable),
        new("idv", "table.idv", [SavedFiles.BinaryTable()], Same, ReadTable, Rounds: 100),
        new("parquet", "table.parquet",
            [SavedFiles.Parquet(), ParquetFiles.HalfFloats(), ParquetFiles.Decimals(), ParquetFiles.Differences(), ParquetFiles.Times()],
            Same, ReadTable, Rounds: 300),
        new("checkpoint", "weights.supernet", [SavedFiles.CheckpointBody()], SavedFiles.Checkpoint, path => SupernetCheckpoint.Load(path),
            Rounds: 300),
        new("supernet-onnx", "weights.onnx", [SavedFiles.Supernet()], Same, path => SupernetModel.Load(path), Rounds: 100),
        new("score-journal", "scores.journal", [SavedFiles.ScoreJournal()], Same, SavedFiles.OpenScoreJournal, Rounds: 100),
    ];

    private static string Table(char separator) => string.Join('\n', new[]
    {
        "arch\taccuracy\tnote", "ss3333\t93.5\tgood", "333333\tNaN\t\"of \"\"two\"\" words\"", "nnnnnn\t-1e-3\t", "",
    }).Replace('\t', separator);

    private static byte[] Records() => NumpyWriter.Array(
        "[('arch', '<U6'), ('x', '<f4')]", "(2,)",
        [.. Encoding.UTF32.GetBytes("333333"), 0, 0, 128, 63, .. Encoding.UTF32.GetBytes("ssssss"), 0, 0, 0, 64]);

    private static byte[][] Json() =>
    [
        .. new[]
        {
            """[{"arch": "333333", "x": 1.5, "note": "a \"b\""}, {"arch": "ssssss", "x": NaN, "y": [1, {"z": null}]}]""",
            "{\"arch\": \"333333\", \"x\": -1e3}\n{\"arch\": \"ssssss\", \"x\": Infinity}\n",
            """{"columns": ["arch", "x"], "index": [0, 1], "data": [["333333", 1], ["ssssss", 2]]}""",
            """{"arch": {"0": "333333", "1": "ssssss"}, "x": {"0": 1, "1": 2}}""",
            """{"333333": {"x": {"score": 1, "time": 2}}, "ssssss": {"x": {"score": 3}}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static void ReadTable(string path) => ReadTable(path, SearchSpaces.NasBench201.Name);

    private static void ReadAnyTable(string path) => ReadTable(path, null);

    /// <summary>A table in which a column that is asked for is not there is an error of the caller.</summary>
    private static void ReadTable(string path, string? space)
    {
        try
        {
            new MLContext().Nas().Data.LoadBenchmark(path, space, new() { MaxBytes = 64 << 20 });
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(content);
        }

        return file.ToArray();
    }

    private static byte[] Zstandard(byte[] content)
    {
        using var packer = new ZstdSharp.Compressor();
        return packer.Wrap(content).ToArray();
    }

    private static byte[] ZipOfArrays(byte[] array)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["truth.npy", "score.npy"])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(array);
            }
        }

        return file.ToArray();
    }

    private static void InFolderOfClass(string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "classes");
        Directory.CreateDirectory(Path.Combine(folder, "one"));
        File.Copy(path, Path.Combine(folder, "one", "a.png"), overwrite: true);
        Images(ImageFormat.PngFolders)(folder);
    }

    private static Action<string> Benchmark(string name) =>
        path => BenchmarkFiles.Get(name).Read(path, new() { Check = true, MaxBytes = 64 << 20 });

    private static Action<string> Images(ImageFormat format) => path => ImageSet.Load(path, new() { Format = format, MaxBytes = 64 << 20 });

    private static void WithLabels(string path, string name, byte[] labels, ImageFormat format)
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, name);
        if (!File.Exists(file))
        {
            File.WriteAllBytes(file, labels);
        }

        Images(format)(path);
    }

    private static byte[] Same(byte[] content) => content;

    private static byte[] TfRecord(byte[] payload)
    {
        using var file = new MemoryStream();
        new TfRecordWriter(file).Write(payload);
        return file.ToArray();
    }

    private static byte[] Zip(byte[] pickle)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var data = archive.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open())
            {
                data.Write(pickle);
            }

            using var version = archive.CreateEntry("archive/version", CompressionLevel.NoCompression).Open();
            version.Write("3\n"u8);
        }

        return file.ToArray();
    }

    private static byte[] Bzip2(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packed = new ICSharpCode.SharpZipLib.BZip2.BZip2OutputStream(file, 1) { IsStreamOwner = false })
        {
            packed.Write(content);
        }

        return file.ToArray();
    }

    private static byte[] NasBench101(int epochs) => NasBench101Record.Payload(
        "0178f60e80a3201b1cdc7a02d2de3402",
        epochs,
        "0111100011000100000100000",
        "input,conv1x1-bn-relu,conv3x3-bn-relu,maxpool3x3,output",
        7104138,
        [[0, 0.1f, 0.1f, 0.1f], [40, 0.5f, 0.5f, 0.5f], [81, 0.9f, 0.9f, 0.9f]]);

    private static byte[] Legacy(object content) =>
    [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.',
        .. PickleWriter.Write(1001), .. PickleWriter.Write(new (object, object)[] { ("protocol_version", 1001) }),
        .. PickleWriter.Write(content),
        .. PickleWriter.Write(Array.Empty<object>()),
    ];

    private static (object, object)[] Overview() =>
    [
        ("meta_archs", new object[] { Cell }), ("total_archs", 1), ("arch2infos", new (object, object)[] { (0, Results()) }),
        ("evaluated_indexes", new object[] { 0 }),
    ];

    private static (object, object)[] Results() => [("full", Architecture(200)), ("less", Architecture(12))];

    private static (object, object)[] NatsResults() => [("12", Architecture(12)), ("200", Architecture(200))];

    private static (object, object)[] Architecture(int epochs) =>
    [
        ("arch_index", 0), ("arch_str", Cell),
        ("all_results", new (object, object)[] { (("cifar10", 777), Run(epochs)), (("cifar100", 777), Run(epochs)) }),
        ("dataset_seed", new (object, object)[] { ("cifar10", new object[] { 777 }), ("cifar100", new object[] { 777 }) }),
        ("clear_net_done", null!),
    ];

    private static (object, object)[] Run(int epochs) =>
    [
        ("name", "infer.tiny"), ("train_losses", new (object, object)[] { (0, 2.3), (1, 2.1) }), ("params", 0.129306), ("flop", 15.64737),
        ("seed", "0777"),
        ("epochs", epochs), ("latency", new object[] { 0.0125, 0.0126 }), ("eval_names", new object[] { "ori-test" }),
        ("eval_acc1es", new (object, object)[] { ("ori-test@0", 20.5), ($"ori-test@{epochs - 1}", 85.5) }), ("net_state_dict", null!),
    ];

    private static string Darts()
    {
        const string Prefix = "NetworkSelectorDatasetInfo:darts:";
        var cells = new[] { "normal", "reduce" }.SelectMany(cell => new[] { 0, 1, 2, 3, 5, 6, 9, 10 }
            .Select(edge => $"\"{Prefix}edge_{cell}_{edge}\": \"sep_conv_3x3\"")
            .Concat(new[] { 3, 4, 5 }.Select(node => $"\"{Prefix}inputs_node_{cell}_{node}\": \"0_1\"")));
        return $$"""
            {"final_metric_score": -92.9, "optimized_hyperparamater_config": { {{string.Join(", ", cells)}},
            "{{Prefix}}layers": 8, "{{Prefix}}init_channels": 32 }, "budget": 100,
            "info": [{"val_accuracy": 92.9, "model_parameters": 1407478}], "test_accuracy": 92.5, "runtime": 4590.8}
            """;
    }

    private static string Nds(string groups) => "["
        + string.Join(", ", new[] { 1, 2 }.Select(seed => $$"""
            {"job_id": 1, "rng_seed": {{seed}}, "net": {"ds": [1, 2, 6, 16], "ws": [16, 40, 128, 48]{{groups}}},
            "params": 2434922, "flops": 524648928,
            "min_test_top1": 6.46, "test_ep_top1": [60.5, 6.46], "train_it_loss": [2.3, {"deep": [[1], {"er": null}]}]}
            """)) + "]";

    private static byte[] CifarBatch()
    {
        byte[] head =
        [
            0x80, 2, (byte)'}', (byte)'q', 1, (byte)'(', .. Short("labels"), (byte)']', (byte)'q', 2, (byte)'K', 6, (byte)'a',
            .. Short("data"),
        ];
        byte[] array =
        [
            .. "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n"u8, (byte)'K', 0, 0x85, .. Short("b"), 0x87, (byte)'R', (byte)'(',
            (byte)'K', 1,
            (byte)'K', 1, (byte)'M', 0, 12, 0x86, .. "cnumpy\ndtype\n"u8, .. Short("u1"), (byte)'K', 0, (byte)'K', 1, 0x87, (byte)'R',
            (byte)'(', (byte)'K', 3,
            .. Short("|"), (byte)'N', (byte)'N', (byte)'N', (byte)'J', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'J', 0xFF, 0xFF, 0xFF, 0xFF, (byte)'K',
            0, (byte)'t', (byte)'b',
            0x89, (byte)'T', 0, 12, 0, 0, .. new byte[3072], (byte)'t', (byte)'b',
        ];
        return [.. head, .. array, (byte)'u', (byte)'.'];
    }

    private static byte[] Short(string text) => [(byte)'U', (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Npy(string shape, int count)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. new byte[count]];
    }
}
