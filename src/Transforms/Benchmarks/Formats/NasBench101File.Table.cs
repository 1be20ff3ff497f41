using System.Globalization;
using NasPipelines.Architectures;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

internal sealed partial class NasBench101File
{
    /// <summary>Groups records by architecture and number of epochs.</summary>
    private sealed class Table(BenchmarkReadOptions options, BenchmarkRows rows)
    {
        private readonly Dictionary<UInt128, int> byHash = [];
        private readonly List<RecordedCell> cells = [];
        private readonly List<UInt128> hashes = [];
        private readonly Dictionary<int, Measures> byEpochs = [];
        private readonly BenchmarkMeasure parameters = rows.Measure("params", "trainable parameters");

        public void Add(Run run, TfRecordReader records)
        {
            if (run.Epochs is not (4 or 12 or 36 or FullEpochs))
            {
                throw new InvalidDataException($"a run of {run.Epochs} epochs; the benchmark has 4, 12, 36 and {FullEpochs}");
            }

            var (end, half) = (run.Metrics.End, run.Metrics.Halfway);
            ReadOnlySpan<double> accuracies = [end.TestAccuracy, end.ValidAccuracy, end.TrainAccuracy, half.TestAccuracy, half.ValidAccuracy];
            foreach (var accuracy in accuracies)
            {
                BenchmarkCheck.Accuracy(accuracy, 1, () => "protobuf");
            }

            if (!(end.TrainingTime >= 0 && double.IsFinite(end.TrainingTime)))
            {
                throw new InvalidDataException(Invariant($"protobuf: a training time of {end.TrainingTime} seconds"));
            }

            if (!options.Takes(null, null, run.Epochs, FullEpochs))
            {
                rows.Passed(run.Epochs);
                return;
            }

            var row = Row(run);
            if (!byEpochs.TryGetValue(run.Epochs, out var measures))
            {
                byEpochs.Add(run.Epochs, measures = new(options, rows, run.Epochs));
            }

            measures.Add(row, accuracies, end.TrainingTime);
        }

        public void Check()
        {
            BenchmarkCheck.Count(rows, Architectures);
            for (var i = 0; i < cells.Count; i++)
            {
                if (NasBench101Hash.Of(cells[i].ToCell().Pruned()) is var hash && hash != hashes[i].ToString("x32", CultureInfo.InvariantCulture))
                {
                    rows.Warn($"{rows.Path}: architecture {i} is stored under the hash {hashes[i]:x32}, its graph has {hash}");
                }
            }

            foreach (var measures in byEpochs.Values)
            {
                BenchmarkCheck.Runs(rows, measures.Time, Repeats);
            }
        }

        private int Row(Run run)
        {
            if (!byHash.TryGetValue(run.Hash, out var row))
            {
                row = rows.Add(BitsEncoding.Write(run.Cell.ToCell()));
                byHash.Add(run.Hash, row);
                cells.Add(run.Cell);
                hashes.Add(run.Hash);
                parameters.Set(row, run.Metrics.Parameters);
            }
            else if (cells[row] != run.Cell || parameters.Of(row, 0) != run.Metrics.Parameters)
            {
                throw new InvalidDataException($"hash {run.Hash:x32} stands for another graph or number of parameters in an earlier record");
            }

            return row;
        }
    }

    /// <summary>The measures of one number of epochs.</summary>
    private sealed class Measures
    {
        private readonly BenchmarkMeasure?[] accuracies;
        private readonly List<byte> repeats = [];

        public Measures(BenchmarkReadOptions options, BenchmarkRows rows, int epochs)
        {
            accuracies = [.. AllSplits.Select(split => Takes(options, split)
                ? rows.Measure($"{split}_{epochs}", $"{split} accuracy, a fraction, of a training of {epochs} epochs", new(null, split, epochs), Images)
                : null)];
            Time = rows.Measure($"time_{epochs}", $"seconds of training for {epochs} epochs", new(null, null, epochs));
        }

        public BenchmarkMeasure Time { get; }

        /// <summary>Adds a run: its accuracies in the order of the splits, and its seconds.</summary>
        public void Add(int row, ReadOnlySpan<double> values, double seconds)
        {
            while (repeats.Count <= row)
            {
                repeats.Add(0);
            }

            var repeat = repeats[row]++;
            if (repeat == Repeats)
            {
                throw new InvalidDataException($"a fourth repeat of the same architecture and number of epochs; there are {Repeats}");
            }

            for (var i = 0; i < accuracies.Length; i++)
            {
                accuracies[i]?.Set(row, repeat, values[i]);
            }

            Time.Set(row, repeat, seconds);
        }

        private static bool Takes(BenchmarkReadOptions options, string split) =>
            options.Splits?.Contains(split) ?? !split.EndsWith(HalfWay, StringComparison.Ordinal);
    }
}
