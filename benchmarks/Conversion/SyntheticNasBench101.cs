using NasPipelines.Numerics;
using NasPipelines.Fixtures.Files;

namespace NasPipelines.Benchmarks.Conversion;

/// <summary>A file of NAS-Bench-101's size and form with random content: three records of 108 epochs for each of 423,624 cells.</summary>
internal static class SyntheticNasBench101
{
    public const int Architectures = 423_624;

    private const int Vertices = 7;
    private const int Repeats = 3;

    private static readonly string[] Operations = ["conv3x3-bn-relu", "conv1x1-bn-relu", "maxpool3x3"];

    public static void Write(string path, int architectures)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        var writer = new TfRecordWriter(file);
        var random = new SplitMix64(101);
        for (var i = 0; i < architectures; i++)
        {
            // Distinct by its first digits; the rest is random.
            var hash = $"{i:x8}{random.NextInteger(1L << 62):x24}";
            var adjacency = Adjacency(random);
            var operations =
                $"input,{string.Concat(Enumerable.Range(0, Vertices - 2).Select(_ => Operations[random.NextInteger(3)] + ","))}output";
            var parameters = 100_000 + (int)random.NextInteger(40_000_000);
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                writer.Write(NasBench101Record.Payload(
                    hash, 108, adjacency, operations, parameters, [Values(random, 0), Values(random, 600), Values(random, 1200)]));
            }
        }
    }

    // A chain and up to three further edges.
    private static string Adjacency(SplitMix64 random)
    {
        var matrix = new char[Vertices * Vertices];
        Array.Fill(matrix, '0');
        for (var v = 0; v + 1 < Vertices; v++)
        {
            matrix[(v * Vertices) + v + 1] = '1';
        }

        for (var extra = 0; extra < 3; extra++)
        {
            var from = (int)random.NextInteger(Vertices - 1);
            matrix[(from * Vertices) + from + 1 + (int)random.NextInteger(Vertices - 1 - from)] = '1';
        }

        return new(matrix);
    }

    private static float[] Values(SplitMix64 random, float seconds) =>
        [seconds + random.NextInteger(100), Accuracy(random), Accuracy(random), Accuracy(random)];

    private static float Accuracy(SplitMix64 random) => (float)(random.NextInteger(9985) / 9984.0);
}
