using System.Globalization;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Files;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks;

/// <summary>Collects what a reader finds: architectures, their numbers, doubts; and makes columns of them as the options say.</summary>
public sealed class BenchmarkRows
{
    private const int WarningsKept = 100;

    private const int LongestWarning = 2000;
    private const int RowBytes = 128;

    private readonly MemoryBudget _budget;
    private readonly List<string> _architectures = [];
    private readonly List<BenchmarkMeasure> _measures = [];
    private readonly List<BenchmarkSource> _sources = [];
    private readonly List<string> _warnings = [];
    private readonly List<int> _otherEpochs = [];
    private readonly Dictionary<(string Column, string Reason), int> _reasons = [];
    private readonly BenchmarkFile _benchmark;
    private readonly string _path;
    private readonly BenchmarkReadOptions _options;
    private int _warned;

    internal BenchmarkRows(BenchmarkFile benchmark, string path, BenchmarkReadOptions options)
    {
        _benchmark = benchmark;
        _path = path;
        _options = options;
        _budget = MemoryBudget.Of(path);
    }

    internal string Path => _path;

    internal IReadOnlyList<string> Architectures => _architectures;

    internal IReadOnlyList<BenchmarkMeasure> Measures => _measures;

    /// <summary>The space of the architectures where the files themselves make it; null for the space of the benchmark's name.</summary>
    internal SearchSpace? OwnSpace { get; set; }

    /// <summary>Whether content of no use is kept too, because something of use turned out to share it.</summary>
    internal bool KeepAll { get; init; }

    /// <summary>Stops the reading at the next architecture.</summary>
    internal CancellationToken Token { get; init; }

    /// <summary>The word for the number that tells runs apart: seed or repeat.</summary>
    internal string SeedWord => _benchmark.SeedWord;

    /// <summary>Adds an architecture and returns its row.</summary>
    /// <param name="architecture">A text that the search space parses.</param>
    /// <returns>The row, from 0.</returns>
    public int Add(string architecture)
    {
        Token.ThrowIfCancellationRequested();
        _budget.Take(RowBytes + (2L * architecture.Length));
        _architectures.Add(architecture);
        return _architectures.Count - 1;
    }

    /// <summary>The measure of a name, made where it is new.</summary>
    /// <param name="name">The column's name without a seed.</param>
    /// <param name="meaning">What its numbers are, in which unit.</param>
    /// <param name="scope">What it is of.</param>
    /// <param name="grid">For accuracies the number of images that they count, or 0.</param>
    internal BenchmarkMeasure Measure(string name, string meaning, MeasureScope scope = default, int grid = 0)
    {
        var known = _measures.Find(measure => measure.Name == name);
        if (known is null)
        {
            _measures.Add(known = new(name, meaning, scope, grid, _budget));
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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_architectures.Count, nameof(row));
        RequireNew(Measure(column, meaning).Set(row, value), row, column);
    }

    /// <summary>Sets a number that an architecture has once in a scope.</summary>
    /// <exception cref="InvalidDataException">The row has the number already.</exception>
    internal void Set(int row, string column, string meaning, double value, MeasureScope scope) =>
        RequireNew(Measure(column, meaning, scope).Set(row, value), row, column);

    /// <summary>Notes why a row has no number in a column.</summary>
    internal void Missing(int row, string column, string meaning, MeasureScope scope, string reason)
    {
        RequireNew(double.IsNaN(Measure(column, meaning, scope).Of(row, 0)), row, column);
        _reasons[(column, reason)] = _reasons.GetValueOrDefault((column, reason)) + 1;
    }

    /// <summary>
    /// Sets a number of one run of an architecture; options choose data sets, splits, epochs and seeds by what is named here.
    /// </summary>
    /// <param name="row">The row that <see cref="Add"/> returned.</param>
    /// <param name="column">The column's name, the same for every seed, which says data set, split and epochs wherever the benchmark has
    /// several.</param>
    /// <param name="meaning">What its numbers are, in which unit; kept as an annotation.</param>
    /// <param name="value">The number.</param>
    /// <param name="seed">What tells the runs of an architecture apart.</param>
    /// <param name="dataset">The data set that the network was trained on; null where the benchmark has one.</param>
    /// <param name="split">The images that it was tested on.</param>
    /// <param name="epochs">The length of training; 0 where the benchmark has one.</param>
    /// <exception cref="InvalidDataException">The row has the number of this seed already.</exception>
    public void Set(
        int row, string column, string meaning, double value, int seed, string? dataset = null, string? split = "test", int epochs = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_architectures.Count, nameof(row));
        RequireNew(Measure(column, meaning, new(dataset, split, epochs)).Set(row, seed, value), row, column);
    }

    /// <summary>Notes a doubt, which becomes a warning of the result.</summary>
    internal void Warn(string warning)
    {
        if (++_warned <= WarningsKept)
        {
            _warnings.Add(ShownText.Of(warning, LongestWarning));
        }
    }

    /// <summary>Notes a file that was read: its name and SHA-256 become part of the provenance.</summary>
    public void Source(string file) => _sources.Add(BenchmarkSource.Of(file));

    /// <summary>Notes runs of a length that the options do not ask for.</summary>
    internal void Passed(int epochs)
    {
        if (!_otherEpochs.Contains(epochs))
        {
            _otherEpochs.Add(epochs);
        }
    }

    internal BenchmarkData Finish()
    {
        if (_architectures.Count == 0)
        {
            throw new InvalidDataException(_otherEpochs.Count > 0
                ? $"{_path} has no run of the epochs asked for; it has runs of {string.Join(", ", _otherEpochs.Order())} epochs"
                : $"{_path} holds 0 records of {_benchmark.Name}");
        }

        RequireAsked("data set", _options.Datasets, scope => scope.Dataset);
        RequireAsked("split", _options.Splits, scope => scope.Split);
        RequireAsked("length in epochs", _options.Epochs?.Select(epochs => (int?)epochs), scope => scope.Epochs > 0 ? scope.Epochs : null);
        List<BenchmarkColumn> columns = [];
        List<double[]> values = [];
        foreach (var measure in _measures.OrderBy(measure => measure.Name != _benchmark.Truth))
        {
            foreach (var (column, numbers) in Columns(measure))
            {
                columns.Add(column);
                values.Add(numbers);
                NoteMissing(column, numbers);
                NoteInfinite(column, numbers);
            }
        }

        if (_warned > _warnings.Count)
        {
            _warnings.Add($"{_warned - _warnings.Count} further warnings are left out");
        }

        return new(_benchmark, _options, [.. _architectures], columns, [.. values], _sources, _warnings) { OwnSpace = OwnSpace };
    }

    private void RequireNew(bool isNew, int row, string column)
    {
        if (!isNew)
        {
            throw new InvalidDataException($"{_path}: {ShownText.Of(_architectures[row])} has {ShownText.Of(column)} twice");
        }
    }

    private IEnumerable<(BenchmarkColumn Column, double[] Values)> Columns(BenchmarkMeasure measure)
    {
        var count = _architectures.Count;
        if (measure.Scope is { Epochs: 0, Split: null })
        {
            yield return (new(measure.Name, measure.Meaning), measure.Run(0, count));
        }
        else if (_options.Seeds == SeedPolicy.Mean)
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
            int[] seeds = _options.Seeds == SeedPolicy.Each ? [.. measure.Seeds] : [_options.Seed!.Value];
            foreach (var seed in seeds)
            {
                if (!measure.Seeds.Contains(seed))
                {
                    throw new InvalidDataException(
                        $"{_path}: {measure.Name} has no {SeedWord} {seed}; it has {string.Join(", ", measure.Seeds)}");
                }

                yield return (new($"{measure.Name}_{SeedWord}{seed}", $"{measure.Meaning}, {SeedWord} {seed}"), measure.Run(seed, count));
            }
        }
    }

    private void RequireAsked<T>(string what, IEnumerable<T>? asked, Func<MeasureScope, T> of)
    {
        foreach (var value in asked ?? [])
        {
            if (!_measures.Exists(measure => Equals(of(measure.Scope), value)))
            {
                var there = _measures.Select(measure => of(measure.Scope))
                    .Concat(_otherEpochs.OfType<T>()).Where(known => known is not null).Distinct()
                    .Select(known => Convert.ToString(known, CultureInfo.InvariantCulture)!).ToList();
                throw new InvalidDataException(Invariant($"{_path} has no values of {what} {value}; it has {ShownText.List(there)}"));
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

        var missing = values.Count(double.IsNaN);
        var reasons = _reasons.Where(reason => reason.Key.Column == column.Name).ToList();
        var others = missing - reasons.Sum(reason => reason.Value);
        string[] why =
        [
            .. reasons.Select(reason => Invariant($"{reason.Value} have {reason.Key.Reason}")),
            .. others == missing ? ["the file holds no such run of them"] : Array.Empty<string>(),
            .. others > 0 && others < missing ? [Invariant($"of {others} the file holds no such run")] : Array.Empty<string>(),
        ];
        var said = $"{_path}: {missing} of {values.Length} architectures have no {column.Name} "
            + $"(the first is number {first}, {ShownText.Of(_architectures[first])}): {string.Join("; ", why)}";
        if (!_options.AllowMissing)
        {
            throw new InvalidDataException($"{said}, and {nameof(_options.AllowMissing)} is off");
        }

        Warn(said);
    }

    private void NoteInfinite(BenchmarkColumn column, double[] values)
    {
        var infinite = values.Count(double.IsInfinity);
        if (infinite > 0)
        {
            Warn(Invariant($"{_path}: {column.Name} is infinite for {infinite} architectures, which rank before or behind all others"));
        }
    }
}
