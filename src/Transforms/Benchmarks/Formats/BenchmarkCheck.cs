using System.Numerics;
using NasPipelines.Spaces;
using static System.FormattableString;

namespace NasPipelines.Benchmarks.Formats;

/// <summary>What a check of content finds, whatever the benchmark is.</summary>
internal static class BenchmarkCheck
{
    /// <summary>Checks architectures against their search space, where that is known, and against each other.</summary>
    public static void Space(SearchSpace? space, BenchmarkRows rows)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Architectures.Count; i++)
        {
            var text = rows.Architectures[i];
            try
            {
                text = space?.Parse(text).Text ?? text;
            }
            catch (FormatException fault)
            {
                rows.Warn($"{rows.Path}: architecture {i} is none of {space!.Name}: {fault.Message}");
                continue;
            }

            if (!first.TryAdd(text, i))
            {
                rows.Warn($"{rows.Path}: architectures {first[text]} and {i} are the same: {text}");
            }
        }

        if (space is null)
        {
            rows.Warn($"{rows.Path}: the search space is not known here, so its architectures were not checked against it");
        }
    }

    /// <summary>Checks that no length of training is asked for, where a benchmark has only one.</summary>
    /// <exception cref="ArgumentException">One is.</exception>
    public static void RequireOneLength(BenchmarkFile benchmark, BenchmarkReadOptions options)
    {
        if (options.Epochs is not null)
        {
            throw new ArgumentException($"Epochs: {benchmark.Name} has only one length of training, leave it out");
        }
    }

    /// <summary>Checks that a file holds as many architectures as the benchmark.</summary>
    public static void Count(BenchmarkRows rows, BigInteger expected)
    {
        if (rows.Architectures.Count != expected)
        {
            rows.Warn($"{rows.Path}: {rows.Architectures.Count} architectures of the benchmark's {expected}");
        }
    }

    /// <summary>Checks that each architecture has as many runs of a measure as the benchmark.</summary>
    public static void Runs(BenchmarkRows rows, BenchmarkMeasure measure, int expected)
    {
        var (_, counts) = measure.Means(rows.Architectures.Count);
        var wrong = counts.Count(count => count != expected);
        if (wrong > 0)
        {
            var first = Array.FindIndex(counts, count => count != expected);
            rows.Warn(
                Invariant($"{rows.Path}: {wrong} architectures have not {expected} {rows.SeedWord}s of {measure.Name} ")
                + Invariant($"(the first, number {first}, has {counts[first]})"));
        }
    }

    /// <summary>An accuracy that is in its range.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static double Accuracy(double value, double highest, Func<string> where) => value >= 0 && value <= highest
        ? value
        : throw new InvalidDataException(Invariant($"{where()}: accuracy {value} is outside [0, {highest}]"));
}
