using NasPipelines.Spaces;
using NasPipelines.Stages;
using Microsoft.ML;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks.Conversion;

/// <summary>Converting a file of NAS-Bench-101's size, and loading and asking the tables of NAS-Bench-101 and NAS-Bench-201.</summary>
internal static class ConvertProgram
{
    public static int Run(RunOptions options, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("naspipelines-convert-");
        try
        {
            var records = Path.Combine(folder.FullName, "nasbench_only108.tfrecord");
            var made = Timing.Once(() => SyntheticNasBench101.Write(records, SyntheticNasBench101.Architectures));
            output.WriteLine($"synthetic file of {SyntheticNasBench101.Architectures} × 3 records made in {made.Wall:F1} s");
            var (large, small) = (Path.Combine(folder.FullName, "nb101.parquet"), Path.Combine(folder.FullName, "nb201.parquet"));
            NasBench201Table(small);
            for (var repetition = 0; repetition < options.Repetitions; repetition++)
            {
                output.WriteLine($"convert nasbench101: {ConvertPart.OfFreshProcess("convert", records, large)}");
            }

            foreach (var (name, table) in new[] { ("nasbench101", large), ("nasbench201", small) })
            {
                output.WriteLine($"load    {name}: {ConvertPart.OfFreshProcess("load", table, "")}");
                output.WriteLine($"query   {name}: {ConvertPart.OfFreshProcess("query", table, "")}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>
    /// A table as the converter writes it of the whole NAS-Bench-201: 10 accuracies with their numbers of seeds, and costs.
    /// </summary>
    private static void NasBench201Table(string path)
    {
        var random = new SplitMix64(201);
        string[] texts = [.. SearchSpaces.NasBench201.Enumerate().Select(architecture => architecture.Text)];
        List<ViewColumn> columns = [];
        for (var i = 0; i < 10; i++)
        {
            columns.Add(
                new($"accuracy{i}", ViewColumn.Compact([.. texts.Select(_ => Math.Round(random.NextInteger(1_000_000) / 1e4, 4))])));
            columns.Add(new($"accuracy{i}_seeds", ViewColumn.Compact([.. texts.Select(_ => 1.0 + random.NextInteger(3))])));
        }

        for (var i = 0; i < 12; i++)
        {
            columns.Add(new($"cost{i}", ViewColumn.Compact([.. texts.Select(_ => (double)random.NextInteger(1_500_000))])));
        }

        new MLContext().Nas().Data.SaveAsParquet(new ArchitectureView(SearchSpaces.NasBench201, "{}", texts, null, columns), path);
    }
}
