using System.Globalization;
using Microsoft.ML;
using NasPipelines.Benchmarks;

namespace NasPipelines.Samples;

/// <summary>Reads files of a benchmark of your own.</summary>
internal static class OwnFormat
{
    public static void Run(string[] args, TextWriter output)
    {
        #region own-format
        var nas = new MLContext(seed: 1).Nas();
        var table = nas.Data.ReadBenchmark(args[0], new RunLogs(), new BenchmarkReadOptions { Seeds = SeedPolicy.Mean });
        nas.Data.SaveAsTsv(table, args[1]);
        #endregion
        output.WriteLine($"{table.GetRowCount()} architectures");
    }

    #region own-format-reader
    /// <summary>A line per training: architecture, seed, test accuracy, with blanks between.</summary>
    private sealed class RunLogs : BenchmarkFile
    {
        public override string Name => "run-logs";

        public override string Description => "the logs of our trainings";

        public override string Space => "nasbench201";

        public override string Protocol => "Truth is test: test accuracy (%), mean over the seeds.";

        public override string Truth => "test";

        protected override void Read(string path, BenchmarkReadOptions options, BenchmarkRows rows)
        {
            var known = new Dictionary<string, int>();
            foreach (var (number, line) in File.ReadLines(path).Index())
            {
                if (line.Split(' ') is not [var text, var seed, var test]
                    || !double.TryParse(test, CultureInfo.InvariantCulture, out var accuracy))
                {
                    throw new InvalidDataException($"{path}, line {number + 1}: an architecture, a seed and an accuracy are expected");
                }

                var row = known.TryGetValue(text, out var there) ? there : known[text] = rows.Add(text);
                rows.Set(row, "test", "test accuracy in %", accuracy, int.Parse(seed, CultureInfo.InvariantCulture));
            }

            rows.Source(path);
        }
    }
    #endregion
}
