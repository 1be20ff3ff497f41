using System.Collections.Immutable;
using System.Numerics;

namespace NasPipelines.Spaces.Features;

/// <summary>All sets of operations but the empty one: the smaller first, and those of one size in the order of their operations.</summary>
internal sealed class OperationSets
{
    /// <summary>The most operations whose sets are still listed: 1,023 of them.</summary>
    public const int Most = 10;

    /// <param name="operations">The names of the operations.</param>
    public OperationSets(IReadOnlyList<string> operations)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(operations.Count, Most);
        Masks =
        [
            .. Enumerable.Range(1, (1 << operations.Count) - 1).OrderBy(mask => BitOperations.PopCount((uint)mask))
                .ThenBy(mask => Members(mask), Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))),
        ];
        Names = [.. Masks.Select(mask => $"({string.Join(',', Members(mask).Select(operation => operations[operation]))})")];
    }

    /// <summary>A bit for each operation that is in the set.</summary>
    public ImmutableArray<int> Masks { get; }

    /// <summary>The sets as features name them, such as <c>(none,skip_connect)</c>.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The names of features of which there is one for each set and part, sets first.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <param name="parts">What is written after the set.</param>
    public IEnumerable<string> Named(string feature, params IEnumerable<string> parts) =>
        Names.SelectMany(set => parts.Select(part => $"{feature}_{set}{part}"));

    private static int[] Members(int mask) => [.. Enumerable.Range(0, Most).Where(operation => (mask >> operation & 1) != 0)];
}
