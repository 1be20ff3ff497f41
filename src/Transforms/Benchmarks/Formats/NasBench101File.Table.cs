using System.Globalization;
using NasPipelines.Spaces.NasBench101;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

internal sealed partial class NasBench101File
{
    /// <summary>Groups records by architecture and number of epochs.</summary>
    private sealed class Table(BenchmarkReadOptions options, BenchmarkRows rows)
    {
        private readonly Dictionary<UInt128, int> _byHash = [];
        private readonly List<RecordedCell> _cells = [];
        private readonly List<UInt128> _hashes = [];
        private readonly Dictionary<int, Measures> _byEpochs = [];
        private readonly BenchmarkMeasure _parameters = rows.Measure("params", "trainable parameters");

        public void Add(Run run, TfRecordReader records)
        {
            if (run.Epochs is not (4 or 12 or 36 or FullEpochs))
            {
                throw new InvalidDataException($"a run of {run.Epochs} epochs; the benchmark has 4, 12, 36 and {FullEpochs}");
            }

            var (end, half) = (run.Metrics.End, run.Metrics.Halfway);
            ReadOnlySpan<double> accuracies =
            [
                end.TestAccuracy, end.ValidAccuracy, end.TrainAccuracy, half.TestAccuracy, half.ValidAccuracy,
            ];
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
            if (!_byEpochs.TryGetValue(run.Epochs, out var measures))
            {
                _byEpochs.Add(run.Epochs, measures = new(options, rows, run.Epochs));
            }

            measures.Add(row, accuracies, end.TrainingTime);
        }

        public void Check()
        {
            BenchmarkCheck.Count(rows, Architectures);
            for (var i = 0; i < _cells.Count; i++)
            {
                if (NasBench101Hash.Of(_cells[i].ToCell().Pruned()) is var hash
                    && hash != _hashes[i].ToString("x32", CultureInfo.InvariantCulture))
                {
                    rows.Warn($"{rows.Path}: architecture {i} is stored under the hash {_hashes[i]:x32}, its graph has {hash}");
                }
            }

            foreach (var measures in _byEpochs.Values)
            {
                BenchmarkCheck.Runs(rows, measures.Time, Repeats);
            }
        }

        private int Row(Run run)
        {
            if (!_byHash.TryGetValue(run.Hash, out var row))
            {
                row = rows.Add(BitsEncoding.Write(run.Cell.ToCell()));
                _byHash.Add(run.Hash, row);
                _cells.Add(run.Cell);
                _hashes.Add(run.Hash);
                _parameters.Set(row, run.Metrics.Parameters);
            }
            else if (_cells[row] != run.Cell || _parameters.Of(row, 0) != run.Metrics.Parameters)
            {
                throw new InvalidDataException(
                    $"hash {run.Hash:x32} stands for another graph or number of parameters in an earlier record");
            }

            return row;
        }
    }

    /// <summary>The measures of one number of epochs.</summary>
    private sealed class Measures
    {
        private readonly BenchmarkMeasure?[] _accuracies;
        private readonly List<byte> _repeats = [];

        public Measures(BenchmarkReadOptions options, BenchmarkRows rows, int epochs)
        {
            _accuracies = [.. AllSplits.Select(split => Takes(options, split)
                ? rows.Measure(
                    $"{split}_{epochs}", $"{split} accuracy, a fraction, of a training of {epochs} epochs", new(null, split, epochs),
                    Images)
                : null)];
            Time = rows.Measure($"time_{epochs}", $"seconds of training for {epochs} epochs", new(null, null, epochs));
        }

        public BenchmarkMeasure Time { get; }

        /// <summary>Adds a run: its accuracies in the order of the splits, and its seconds.</summary>
        public void Add(int row, ReadOnlySpan<double> values, double seconds)
        {
            while (_repeats.Count <= row)
            {
                _repeats.Add(0);
            }

            var repeat = _repeats[row]++;
            if (repeat == Repeats)
            {
                throw new InvalidDataException($"a fourth repeat of the same architecture and number of epochs; there are {Repeats}");
            }

            for (var i = 0; i < _accuracies.Length; i++)
            {
                _accuracies[i]?.Set(row, repeat, values[i]);
            }

            Time.Set(row, repeat, seconds);
        }

        private static bool Takes(BenchmarkReadOptions options, string split) =>
            options.Splits?.Contains(split) ?? !split.EndsWith(HalfWay, StringComparison.Ordinal);
    }
}
