using System.Globalization;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks;

/// <summary>Collects what a reader finds: architectures, their numbers, doubts; and makes columns of them as the options say.</summary>
public sealed class BenchmarkRows
{
    private const int WarningsKept = 100;

    private const int LongestWarning = 2000;
    private const int RowBytes = 128;

    private readonly MemoryBudget budget;
    private readonly List<string> architectures = [];
    private readonly List<BenchmarkMeasure> measures = [];
    private readonly List<BenchmarkSource> sources = [];
    private readonly List<string> warnings = [];
    private readonly List<int> otherEpochs = [];
    private readonly BenchmarkFile benchmark;
    private readonly string path;
    private readonly BenchmarkReadOptions options;
    private int warned;

    internal BenchmarkRows(BenchmarkFile benchmark, string path, BenchmarkReadOptions options)
    {
        this.benchmark = benchmark;
        this.path = path;
        this.options = options;
        budget = MemoryBudget.Of(path);
    }

    internal string Path => path;

    internal IReadOnlyList<string> Architectures => architectures;

    internal IReadOnlyList<BenchmarkMeasure> Measures => measures;

    /// <summary>Whether content of no use is kept too, because something of use turned out to share it.</summary>
    internal bool KeepAll { get; init; }

    /// <summary>The word for the number that tells runs apart: seed or repeat.</summary>
    internal string SeedWord => benchmark.SeedWord;

    /// <summary>Adds an architecture and returns its row.</summary>
    /// <param name="architecture">A text that the search space parses.</param>
    /// <returns>The row, from 0.</returns>
    public int Add(string architecture)
    {
        budget.Take(RowBytes + (2L * architecture.Length));
        architectures.Add(architecture);
        return architectures.Count - 1;
    }

    /// <summary>The measure of a name, made where it is new.</summary>
    /// <param name="name">The column's name without a seed.</param>
    /// <param name="meaning">What its numbers are, in which unit.</param>
    /// <param name="scope">What it is of.</param>
    /// <param name="grid">For accuracies the number of images that they count, or 0.</param>
    internal BenchmarkMeasure Measure(string name, string meaning, MeasureScope scope = default, int grid = 0)
    {
        var known = measures.Find(measure => measure.Name == name);
        if (known is null)
        {
            measures.Add(known = new(name, meaning, scope, grid, budget));
        }

        return known;
    }

    /// <summary>Sets a number of an architecture that has no runs, such as its parameters.</summary>
    /// <param name="row">The row that <see cref="Add"/> returned.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="meaning">What its numbers are, in which unit; kept as an annotation.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="InvalidDataException">The row has the number already.</exception>
    public void Set(int row, string column, string meaning, double value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)architectures.Count, nameof(row));
        RequireNew(Measure(column, meaning).Set(row, value), row, column);
    }

    /// <summary>Sets a number of one run of an architecture; options choose data sets, splits, epochs and seeds by what is named here.</summary>
    /// <param name="row">The row that <see cref="Add"/> returned.</param>
    /// <param name="column">The column's name, the same for every seed, which says data set, split and epochs wherever the benchmark has several.</param>
    /// <param name="meaning">What its numbers are, in which unit; kept as an annotation.</param>
    /// <param name="value">The number.</param>
    /// <param name="seed">What tells the runs of an architecture apart.</param>
    /// <param name="dataset">The data set that the network was trained on; null where the benchmark has one.</param>
    /// <param name="split">The images that it was tested on.</param>
    /// <param name="epochs">The length of training; 0 where the benchmark has one.</param>
    /// <exception cref="InvalidDataException">The row has the number of this seed already.</exception>
    public void Set(int row, string column, string meaning, double value, int seed, string? dataset = null, string? split = "test", int epochs = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)architectures.Count, nameof(row));
        RequireNew(Measure(column, meaning, new(dataset, split, epochs)).Set(row, seed, value), row, column);
    }

    /// <summary>Notes a doubt, which becomes a warning of the result.</summary>
    public void Warn(string warning)
    {
        if (++warned <= WarningsKept)
        {
            warnings.Add(ShownText.Of(warning, LongestWarning));
        }
    }

    /// <summary>Notes a file that was read: its name and SHA-256 become part of the provenance.</summary>
    public void Source(string file) => sources.Add(BenchmarkSource.Of(file));

    /// <summary>Notes runs of a length that the options do not ask for.</summary>
    internal void Passed(int epochs)
    {
        if (!otherEpochs.Contains(epochs))
        {
            otherEpochs.Add(epochs);
        }
    }

    internal BenchmarkData Finish()
    {
        if (architectures.Count == 0)
        {
            throw new InvalidDataException(otherEpochs.Count > 0
                ? $"{path} has no run of the epochs asked for; it has runs of {string.Join(", ", otherEpochs.Order())} epochs"
                : $"{path} holds 0 records of {benchmark.Name}");
        }

        RequireAsked("data set", options.Datasets, scope => scope.Dataset);
        RequireAsked("split", options.Splits, scope => scope.Split);
        RequireAsked("length in epochs", options.Epochs?.Select(epochs => (int?)epochs), scope => scope.Epochs > 0 ? scope.Epochs : null);
        List<BenchmarkColumn> columns = [];
        List<double[]> values = [];
        foreach (var measure in measures.OrderBy(measure => measure.Name != benchmark.Truth))
        {
            foreach (var (column, numbers) in Columns(measure))
            {
                columns.Add(column);
                values.Add(numbers);
                NoteMissing(column, numbers);
            }
        }

        if (warned > warnings.Count)
        {
            warnings.Add($"{warned - warnings.Count} further warnings are left out");
        }

        return new(benchmark, options, [.. architectures], columns, [.. values], sources, warnings);
    }

    private void RequireNew(bool isNew, int row, string column)
    {
        if (!isNew)
        {
            throw new InvalidDataException($"{path}: {ShownText.Of(architectures[row])} has {ShownText.Of(column)} twice");
        }
    }

    private IEnumerable<(BenchmarkColumn Column, double[] Values)> Columns(BenchmarkMeasure measure)
    {
        var count = architectures.Count;
        if (measure.Scope is { Epochs: 0, Split: null })
        {
            yield return (new(measure.Name, measure.Meaning), measure.Run(0, count));
        }
        else if (options.Seeds == SeedPolicy.Mean)
        {
            var (means, counts) = measure.Means(count);
            yield return (new(measure.Name, $"{measure.Meaning}, mean over the {SeedWord}s that there are"), means);
            if (measure.Scope.Split is not null)
            {
                yield return (new($"{measure.Name}_{SeedWord}s", $"number of {SeedWord}s in {measure.Name}"), counts);
            }
        }
        else
        {
            int[] seeds = options.Seeds == SeedPolicy.Each ? [.. measure.Seeds] : [options.Seed!.Value];
            foreach (var seed in seeds)
            {
                if (!measure.Seeds.Contains(seed))
                {
                    throw new InvalidDataException(
                        $"{path}: {measure.Name} has no {SeedWord} {seed}; it has {string.Join(", ", measure.Seeds)}");
                }

                yield return (new($"{measure.Name}_{SeedWord}{seed}", $"{measure.Meaning}, {SeedWord} {seed}"), measure.Run(seed, count));
            }
        }
    }

    private void RequireAsked<T>(string what, IEnumerable<T>? asked, Func<MeasureScope, T> of)
    {
        foreach (var value in asked ?? [])
        {
            if (!measures.Exists(measure => Equals(of(measure.Scope), value)))
            {
                var there = measures.Select(measure => of(measure.Scope)).Concat(otherEpochs.OfType<T>()).Where(known => known is not null).Distinct()
                    .Select(known => Convert.ToString(known, CultureInfo.InvariantCulture)!).ToList();
                throw new InvalidDataException(Invariant($"{path} has no values of {what} {value}; it has {ShownText.List(there)}"));
            }
        }
    }

    private void NoteMissing(BenchmarkColumn column, double[] values)
    {
        var first = Array.FindIndex(values, double.IsNaN);
        if (first < 0)
        {
            return;
        }

        var said = $"{path}: {values.Count(double.IsNaN)} of {values.Length} architectures have no {column.Name} "
            + $"(the first is number {first}, {ShownText.Of(architectures[first])}): the file holds no such run of them";
        if (!options.AllowMissing)
        {
            throw new InvalidDataException($"{said}, and {nameof(options.AllowMissing)} is off");
        }

        Warn(said);
    }
}
