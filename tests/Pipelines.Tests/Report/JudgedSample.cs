using System.Globalization;
using Microsoft.ML;
using NasPipelines.Numerics;
using NasPipelines.TestKit;

namespace NasPipelines.Tests.Report;

/// <summary>Made-up scores of cells of NAS-Bench-201: one follows the truth, one a little, one not at all.</summary>
internal static class JudgedSample
{
    /// <summary>A name that would break a page or a table which did not escape it.</summary>
    public const string Awkward = "weak, \"very\" </script><i>";

    /// <summary>The same as CSV has it.</summary>
    public const string Quoted = "\"weak, \"\"very\"\" </script><i>\"";

    public static NasCatalog Nas { get; } = new MLContext(1).Nas();

    /// <summary>The view, with columns <c>truth</c>, <c>good</c>, <see cref="Awkward"/> and <c>noise</c>.</summary>
    /// <param name="rows">Number of architectures.</param>
    /// <param name="seed">Another seed makes other scores.</param>
    /// <param name="more">Names of further columns, in turn like <c>good</c> and like <c>noise</c>.</param>
    public static IDataView View(int rows, ulong seed, params string[] more)
    {
        using var folder = new TemporaryFolder();
        var random = new SplitMix64(seed);
        List<string> lines = [string.Join(',', ["ops", "truth", "good", Quoted, "noise", .. more])];
        HashSet<string> known = [];
        while (known.Count < rows)
        {
            var ops = string.Concat(Enumerable.Range(0, 6).Select(_ => "ns13p"[(int)random.Below(5)]));
            if (known.Add(ops))
            {
                var truth = 50 + 4 * ops.Count(c => c is '1' or '3') + 8 * random.NextDouble();
                double[] scores =
                [
                    truth, truth + 9 * random.NextDouble(), truth + 90 * random.NextDouble(), random.NextDouble(),
                    .. more.Select((_, i) => (i % 2 == 0 ? truth : 0) + 9 * random.NextDouble()),
                ];
                lines.Add($"{ops},{string.Join(',', scores.Select(s => s.ToString("F6", CultureInfo.InvariantCulture)))}");
            }
        }

        File.WriteAllLines(folder.File("scores.csv"), lines);
        return Nas.Data.LoadBenchmark(folder.File("scores.csv"), "nasbench201");
    }
}
