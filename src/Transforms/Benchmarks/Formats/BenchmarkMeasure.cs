using System.Runtime.InteropServices;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>What a measure is of; null or 0 where the benchmark has only one.</summary>
/// <param name="Dataset">The data set that networks were trained on.</param>
/// <param name="Split">The set of images that they were tested on.</param>
/// <param name="Epochs">The length of training.</param>
internal readonly record struct MeasureScope(string? Dataset = null, string? Split = null, int Epochs = 0);

/// <summary>A number that every architecture may have once, or once per seed.</summary>
internal sealed class BenchmarkMeasure(string name, string meaning, MeasureScope scope, int grid, MemoryBudget budget)
{
    private readonly SortedList<int, List<double>> _runs = [];

    public string Name => name;

    public string Meaning => meaning;

    public MeasureScope Scope => scope;

    public IList<int> Seeds => _runs.Keys;

    /// <summary>Sets the value of a row's run; false where it is there already.</summary>
    public bool Set(int row, int seed, double value)
    {
        if (!_runs.TryGetValue(seed, out var values))
        {
            _runs.Add(seed, values = []);
        }

        if (values.Count > row)
        {
            if (!double.IsNaN(values[row]))
            {
                return false;
            }
        }
        else
        {
            var filled = values.Count;
            budget.Take(2L * sizeof(double) * (row + 1 - filled));
            CollectionsMarshal.SetCount(values, row + 1);
            CollectionsMarshal.AsSpan(values)[filled..].Fill(double.NaN);
        }

        values[row] = value;
        return true;
    }

    /// <summary>Sets the value of a measure that has no seeds.</summary>
    public bool Set(int row, double value) => Set(row, 0, value);

    /// <summary>A row's value of a run, NaN where there is none.</summary>
    public double Of(int row, int seed) => _runs.TryGetValue(seed, out var values) && row < values.Count ? values[row] : double.NaN;

    public double[] Run(int seed, int rows) => [.. Enumerable.Range(0, rows).Select(row => Of(row, seed))];

    /// <summary>Each row's mean over its runs, and how many there are.</summary>
    public (double[] Means, double[] Counts) Means(int rows)
    {
        var (means, counts) = (new double[rows], new double[rows]);
        Span<double> values = stackalloc double[64];
        if (_runs.Count > values.Length)
        {
            values = new double[_runs.Count];
        }

        var all = _runs.Values;
        for (var row = 0; row < rows; row++)
        {
            var count = 0;
            for (var i = 0; i < all.Count; i++)
            {
                if (row < all[i].Count && !double.IsNaN(all[i][row]))
                {
                    values[count++] = all[i][row];
                }
            }

            (means[row], counts[row]) = (Mean(values[..count]), count);
        }

        return (means, counts);
    }

    /// <summary>
    /// The mean, the same for equal sums: accuracies are counts of images, and rounding errors of single precision would rank architectures
    /// that have the same count.
    /// </summary>
    private double Mean(Span<double> values)
    {
        if (values.IsEmpty)
        {
            return double.NaN;
        }

        double sum = 0;
        if (grid > 0)
        {
            var onGrid = true;
            foreach (var value in values)
            {
                var count = Math.Round(value * grid);
                onGrid &= Math.Abs((value * grid) - count) < 1e-3;
                sum += count;
            }

            if (onGrid)
            {
                return sum / ((double)grid * values.Length);
            }
        }

        values.Sort();
        sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return values.Length == 1 ? values[0] : Math.Round(sum / values.Length, 12);
    }
}
