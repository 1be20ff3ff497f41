using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Benchmarks.Formats;

/// <summary>Every damaged file of the fixtures' list: a clear error, little memory, nothing run and nothing written.</summary>
internal sealed class BrokenFilesTests
{
    private const long MostBytes = 64 << 20;

    // What a message must say beyond the file: the place and the reason. Where the list expects a name, it is here too.
    private static readonly Dictionary<string, string[]> Says = new()
    {
        ["cifar10/empty.bin"] = ["empty"],
        ["cifar10/global_os_getcwd.pickle"] = ["os.getcwd", "not allowed", "byte"],
        ["cifar10/label_10.bin"] = ["record 3", "label 10"],
        ["cifar10/labels_count.pickle"] = ["4 labels", "5 images"],
        ["cifar10/shape_mismatch.pickle"] = ["(6, 3072)", "18432"],
        ["cifar10/truncated.bin"] = ["truncated", "3073"],
        ["cifar10/truncated.pickle"] = ["byte", "ends too early"],
        ["nats/bz2_bomb.pickle.pbz2"] = ["0x00 is no pickle instruction"],
        ["nats/corrupt_block.pickle.pbz2"] = ["bzip2"],
        ["nats/empty.pickle.pbz2"] = ["not bzip2"],
        ["nats/global_os_getcwd.pickle.pbz2"] = ["os.getcwd", "not allowed", "byte"],
        ["nats/huge_length_claim.pickle.pbz2"] = ["1099511627776 bytes"],
        ["nats/not_bz2.pickle.pbz2"] = ["not bzip2"],
        ["nats/self_reference.pickle.pbz2"] = ["holds itself"],
        ["nats/truncated_bz2.pickle.pbz2"] = ["bzip2"],
        ["nats/truncated_pickle.pickle.pbz2"] = ["byte 1000", "ends too early"],
        ["nb101/adjacency_lower_edge.tfrecord"] = ["record 1", "1→0"],
        ["nb101/adjacency_not_square.tfrecord"] = ["record 1", "square"],
        ["nb101/base64_invalid.tfrecord"] = ["record 1", "base64"],
        ["nb101/empty.tfrecord"] = ["0 records"],
        ["nb101/hash_mismatch.tfrecord"] = ["hash"],
        ["nb101/huge_length.tfrecord"] = ["record 1", "4611686018427387904 bytes"],
        ["nb101/json_missing_field.tfrecord"] = ["record 1", "metrics"],
        ["nb101/non_utf8.tfrecord"] = ["record 1"],
        ["nb101/proto_bad_length.tfrecord"] = ["record 1", "protobuf", "4294967295"],
        ["nb101/proto_group_wiretype.tfrecord"] = ["record 1", "protobuf", "wire type 3"],
        ["nb101/proto_truncated.tfrecord"] = ["record 1", "protobuf"],
        ["nb101/proto_two_evaluations.tfrecord"] = ["record 1", "protobuf", "found 2"],
        ["nb101/truncated_header.tfrecord"] = ["record 7", "5 stray bytes"],
        ["nb101/truncated_payload.tfrecord"] = ["record 6", "5 records precede"],
        ["nb101/unknown_op.tfrecord"] = ["record 1", "operation"],
        ["nb101/wrong_data_crc.tfrecord"] = ["record 1", "checksum of its data"],
        ["nb101/wrong_length_crc.tfrecord"] = ["record 1", "checksum of its length"],
        ["nb201/deep_nesting.pth"] = ["nested more than", "byte"],
        ["nb201/empty.pth"] = ["0 bytes"],
        ["nb201/memo_doubling.pth"] = ["61 values"],
        ["nb201/missing_arch2infos.pth"] = ["'arch2infos' is missing"],
        ["nb201/missing_eval_acc1es.pth"] = ["'eval_acc1es' is missing", "arch2infos"],
        ["nb201/no_data_pkl.pth"] = ["data.pkl"],
        ["nb201/not_a_zip.pth"] = ["damaged zip"],
        ["nb201/path_traversal.pth"] = ["leads out of it"],
        ["nb201/reduce_getattr_legacy.pth"] = ["getattr", "not allowed", "byte"],
        ["nb201/reduce_os_getcwd.pth"] = ["os.getcwd", "not allowed", "byte"],
        ["nb201/truncated.pth"] = ["damaged zip"],
        ["nb201/truncated_legacy.pth"] = ["byte", "ends too early"],
        ["nb301/bad_inputs_node.json"] = ["inputs_node_normal_4", "2_2"],
        ["nb301/empty.json"] = ["no JSON"],
        ["nb301/empty_info.json"] = ["'info'"],
        ["nb301/missing_config.json"] = ["optimized_hyperparamater_config"],
        ["nb301/missing_edge.json"] = ["edge_normal_"],
        ["nb301/nan_accuracy.json"] = ["no JSON"],
        ["nb301/non_utf8.json"] = ["no JSON"],
        ["nb301/truncated.json"] = ["no JSON"],
        ["nds/deep_nesting.json"] = ["job 1", "JSON list"],
        ["nds/empty.json"] = ["JSON"],
        ["nds/missing_min_test_top1.json"] = ["job 2", "min_test_top1"],
        ["nds/object_not_list.json"] = ["JSON list"],
        ["nds/resnext_missing_num_gs.json"] = ["job 1", "num_gs"],
        ["nds/short_ds.json"] = ["job 3", "net.ds", "has 2"],
        ["nds/truncated.json"] = ["JSON"],
    };

    private static IEnumerable<TestCaseData> Listed() =>
        Says.Keys.Select(file => new TestCaseData(file).SetName("Read_Broken_" + file.Replace('/', '_').Replace('.', '_')));

    [Test]
    public void List_OfTheFixtures_IsCoveredLineByLine()
    {
        var listed = File.ReadLines(TestData.Fixture("broken/MANIFEST.tsv")).Skip(1).Select(line => line.Split('\t')[0]);
        Assert.That(Says.Keys, Is.EquivalentTo(listed));
    }

    [TestCaseSource(nameof(Listed))]
    public void Read_Broken_IsRefusedWithPlaceAndReason(string file)
    {
        var path = TestData.Fixture($"broken/{file}");
        var folder = Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!);
        var (allocated, start) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        var message = Message(file, path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message, Does.Contain(Path.GetFileName(file)));
            foreach (var part in Says[file])
            {
                Assert.That(message, Does.Contain(part));
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - allocated, Is.LessThan(MostBytes));
            Assert.That(
                Environment.CpuUsage.TotalTime - start, Is.LessThan(TimeSpan.FromSeconds(30)),
                "a guard against endless work, not a measurement");
            Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!), Is.EqualTo(folder));
        }
    }

    private static string Message(string file, string path)
    {
        var kind = file[..file.IndexOf('/')];
        if (kind == "cifar10")
        {
            var format = file.EndsWith(".pickle", StringComparison.Ordinal) ? ImageFormat.Cifar10Python : ImageFormat.Cifar10;
            return Assert.Throws<InvalidDataException>(() => ImageSet.Load(path, new() { Format = format })).Message;
        }

        var reader = BenchmarkFiles.Get(kind switch
        {
            "nats" => "nats-bench",
            "nb101" => "nasbench101",
            "nb201" => "nasbench201",
            "nb301" => "nasbench301",
            _ => file.Contains("resnext") ? "nds-resnext-a" : "nds-resnet",
        });
        return file == "nb101/hash_mismatch.tfrecord"
            ? reader.ReadData(path, new() { Check = true }).Warnings.Single(warning => warning.Contains("is stored under the hash"))
            : Assert.Throws<InvalidDataException>(() => reader.ReadData(path)).Message;
    }
}
