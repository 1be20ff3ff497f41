using System.Globalization;

namespace NasPipelines.Scoring;

/// <summary>
/// A part of the distinct functions of a view, for one of several processes that score it together and share nothing: the parts of one
/// view are disjoint, are the whole together, and cost about the same.
/// </summary>
/// <remarks>Which part a function is in depends on the set of functions only, not on the order of rows or on the machine.</remarks>
public sealed class Shard
{
    /// <summary>The largest number of shards.</summary>
    internal const int Most = 1_000_000;

    /// <summary>A part.</summary>
    /// <param name="index">Which one, from 1 to <paramref name="count"/>.</param>
    /// <param name="count">The number of parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public Shard(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, count);
        (Index, Count) = (index, count);
    }

    /// <summary>Which part, from 1.</summary>
    public int Index { get; }

    /// <summary>The number of parts.</summary>
    public int Count { get; }

    /// <summary>
    /// Reads <c>3/50</c>; <c>auto</c>, the place of this process in an array of Slurm (<c>SLURM_ARRAY_TASK_ID</c>, <c>_MIN</c>,
    /// <c>_COUNT</c>); or <c>auto/50</c>, where the number of parts is given: the array of Slurm then counts from 1 and may be a part of
    /// it, and an indexed job of Kubernetes (<c>JOB_COMPLETION_INDEX</c>) counts from 0.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="environment">Gives the variables of the environment; null takes those of this process.</param>
    /// <exception cref="FormatException">The text is none of these, or the environment does not say what it needs.</exception>
    public static Shard Parse(string text, Func<string, string?>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts switch
        {
            ["auto"] => new ShardEnvironment(environment).Find(),
            ["auto", var count] when Number(count) is { } of => new ShardEnvironment(environment).Find(of),
            [var index, var count] when Number(index) is { } at && Number(count) is { } of && at <= of => new(at, of),
            _ => throw new FormatException(
                $"'{text}' is no shard: give the third of fifty as 3/50, or auto (auto/50) to take it from the environment."),
        };
    }

    /// <summary>As <c>3/50</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number : null;
}
