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
    public static IDataView View(int rows, ulong seed)
    {
        using var folder = new TemporaryFolder();
        var random = new SplitMix64(seed);
        List<string> lines = [$"ops,truth,good,{Quoted},noise"];
        HashSet<string> known = [];
        while (known.Count < rows)
        {
            var ops = string.Concat(Enumerable.Range(0, 6).Select(_ => "ns13p"[(int)random.Below(5)]));
            if (known.Add(ops))
            {
                var truth = 50 + 4 * ops.Count(c => c is '1' or '3') + 8 * random.NextDouble();
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ops},{truth:F4},{truth + 9 * random.NextDouble():F5},{truth + 90 * random.NextDouble():F5},")
                    + random.NextDouble().ToString("F6", CultureInfo.InvariantCulture));
            }
        }

        File.WriteAllLines(folder.File("scores.csv"), lines);
        return Nas.Data.LoadBenchmark(folder.File("scores.csv"), "nasbench201");
    }
}
