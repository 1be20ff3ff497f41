using NasPipelines.Fixtures.Files;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>The smallest checkpoint of a supernet of NAS-Bench-201, one channel wide, as AutoDL-Projects saves it.</summary>
internal static class PythonCheckpoints
{
    private static readonly (TorchWriter Writer, object Root) Made = Make();

    /// <summary>Its pickle.</summary>
    public static IReadOnlyList<byte[]> Pickles { get; } = [PickleWriter.Write(Made.Root)];

    /// <summary>The file in the older form.</summary>
    public static IReadOnlyList<byte[]> Legacy { get; } = [Made.Writer.Legacy(Made.Root)];

    /// <summary>The file of a pickle.</summary>
    public static byte[] Zip(byte[] pickle) => Made.Writer.Zip(pickle);

    private static (TorchWriter, object) Make()
    {
        var writer = new TorchWriter();
        var shared = writer.Storage([.. Enumerable.Range(0, 160).Select(i => 0.125f + (i / 160f))]);
        List<(object, object?)> weights = [];
        Add("stem.0.weight", 1, 3, 3, 3);
        Norm("stem.1", 1, affine: true);
        for (var cell = 0; cell < 5; cell++)
        {
            if (cell is 1 or 3)
            {
                var channels = cell == 1 ? 2 : 4;
                Add($"cells.{cell}.conv_a.op.1.weight", channels, channels / 2, 3, 3);
                Norm($"cells.{cell}.conv_a.op.2", channels, affine: true);
                Add($"cells.{cell}.conv_b.op.1.weight", channels, channels, 3, 3);
                Norm($"cells.{cell}.conv_b.op.2", channels, affine: true);
                Add($"cells.{cell}.downsample.1.weight", channels, channels / 2, 1, 1);
                continue;
            }

            foreach (var edge in (string[])["1<-0", "2<-0", "2<-1", "3<-0", "3<-1", "3<-2"])
            {
                var channels = 1 << (cell / 2);
                Add($"cells.{cell}.edges.{edge}.2.op.1.weight", channels, channels, 1, 1);
                Add($"cells.{cell}.edges.{edge}.2.op.1.bias", channels);
                Add($"cells.{cell}.edges.{edge}.3.op.1.weight", channels, channels, 3, 3);
                Norm($"cells.{cell}.edges.{edge}.3.op.2", channels, affine: false);
            }
        }

        Norm("lastact.0", 4, affine: true);
        Add("classifier.weight", 2, 4);
        Add("classifier.bias", 2);
        return (writer, new (object, object)[]
        {
            ("epoch", 3), ("args", PickledObject.Namespace([("dataset", "cifar10")])),
            ("search_model", PickledObject.Ordered([.. weights], [("_metadata", PickledObject.Ordered([]))])),
            ("w_optimizer", new (object, object)[] { ("state", Array.Empty<object>()) }),
        });

        void Norm(string name, long channels, bool affine)
        {
            foreach (var part in affine ? ["weight", "bias", "running_mean", "running_var"] : new[] { "running_mean", "running_var" })
            {
                Add($"{name}.{part}", channels);
            }
        }

        // All of one storage: an archive of hundreds of files takes longer to make than to read.
        void Add(string name, params long[] shape) => weights.Add((name, TorchWriter.View(shared, shape)));
    }
}
