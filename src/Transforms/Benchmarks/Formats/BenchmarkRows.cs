using System.Globalization;
using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>Collects what a reader finds: architectures, their measures, doubts; and makes columns of them as the options say.</summary>
internal sealed class BenchmarkRows(BenchmarkFile benchmark, string path, BenchmarkReadOptions options)
{
    private const int WarningsKept = 100;

    private const int LongestWarning = 2000;
    private const int RowBytes = 128;

    private readonly MemoryBudget budget = MemoryBudget.Of(path);
    private readonly List<string> architectures = [];
    private readonly List<BenchmarkMeasure> measures = [];
    private readonly List<BenchmarkSource> sources = [];
    private readonly List<string> warnings = [];
    private readonly List<int> otherEpochs = [];
    private int warned;

    public string Path => path;

    public IReadOnlyList<string> Architectures => architectures;

    public IReadOnlyList<BenchmarkMeasure> Measures => measures;

    /// <summary>Whether content of no use is kept too, because something of use turned out to share it.</summary>
    public bool KeepAll { get; init; }

    /// <summary>The word for the number that tells runs apart: seed or repeat.</summary>
    public string SeedWord => benchmark.SeedWord;

    /// <summary>Adds an architecture and returns its row.</summary>
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
    public BenchmarkMeasure Measure(string name, string meaning, MeasureScope scope = default, int grid = 0)
    {
        var known = measures.Find(measure => measure.Name == name);
        if (known is null)
        {
            measures.Add(known = new(name, meaning, scope, grid, budget));
        }

        return known;
    }

    public void Warn(string warning)
    {
        if (++warned <= WarningsKept)
        {
            warnings.Add(ShownText.Of(warning, LongestWarning));
        }
    }

    public void Source(string file) => sources.Add(BenchmarkSource.Of(file));

    /// <summary>Notes runs of a length that the options do not ask for.</summary>
    public void Passed(int epochs)
    {
        if (!otherEpochs.Contains(epochs))
        {
            otherEpochs.Add(epochs);
        }
    }

    public BenchmarkData Finish()
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
