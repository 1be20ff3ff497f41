using NasPipelines.Files;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>Which rows stay where several have one architecture.</summary>
internal sealed class DistinctRows
{
    private readonly int[]? _first; // by row, the first row of its architecture; null where all stay
    private readonly DuplicateRows _policy;
    private readonly int _repeated;
    private readonly string _example;

    private DistinctRows(int[]? first, DuplicateRows policy, int repeated, string example) =>
        (_first, _policy, _repeated, _example) = (first, policy, repeated, example);

    /// <exception cref="InvalidDataException">An architecture has several rows, and the policy is to fail.</exception>
    public static DistinctRows Of(string[] texts, DuplicateRows policy, string path)
    {
        var rows = new Dictionary<string, int>(texts.Length, StringComparer.Ordinal);
        var first = policy == DuplicateRows.Keep ? null : new int[texts.Length];
        var (repeated, example) = (0, "");
        for (var row = 0; row < texts.Length; row++)
        {
            ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(rows, texts[row], out var exists);
            if (exists)
            {
                example = repeated++ == 0 ? Invariant($"{ShownText.Of(texts[row], 120)} in rows {known + 1} and {row + 1}") : example;
            }
            else
            {
                known = row;
            }

            if (first is not null)
            {
                first[row] = known;
            }
        }

        return repeated > 0 && policy == DuplicateRows.Fail
            ? throw new InvalidDataException(
                $"{path}: {repeated} rows have the architecture of another row, such as {example}, and "
                + $"{nameof(BenchmarkTableOptions.Duplicates)} is {nameof(DuplicateRows.Fail)}")
            : new(repeated > 0 ? first : null, policy, repeated, example);
    }

    /// <summary>What a reader should be told.</summary>
    public IEnumerable<string> Notes(string file) => _repeated == 0 ? [] :
    [
        $"{file}: {_repeated} rows have the architecture of another row, such as {_example}; "
        + _policy switch
        {
            DuplicateRows.First => "the first row of each is kept",
            DuplicateRows.Mean => "each is one row, with the mean of its numbers",
            _ => $"each counts as a row of its own; set {nameof(BenchmarkTableOptions.Duplicates)} to First or Mean to have one for each",
        },
    ];

    /// <summary>The values of the rows that stay.</summary>
    public T[] Take<T>(T[] values) => _first is null ? values : [.. values.Where((_, row) => _first[row] == row)];

    /// <summary>The numbers of the rows that stay, or their means.</summary>
    public double[] Take(double[] values)
    {
        if (_first is null || _policy != DuplicateRows.Mean)
        {
            return Take<double>(values);
        }

        var (sums, counts) = (new double[values.Length], new int[values.Length]);
        for (var row = 0; row < values.Length; row++)
        {
            if (!double.IsNaN(values[row]))
            {
                sums[_first[row]] += values[row];
                counts[_first[row]]++;
            }
        }

        // A single value stays what it is, to the bit.
        return Take<double>([.. sums.Select((sum, row) => counts[row] switch { 0 => double.NaN, 1 => sum, var count => sum / count })]);
    }
}
