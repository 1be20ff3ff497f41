using NasPipelines.Numerics;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>
/// The benchmark's order: the lexicographic one, shuffled by Python's random.shuffle with seed 88 (its generate_meta_info).
/// </summary>
internal static class NasBench201Order
{
    public const int Count = 15625;

    private static readonly Lazy<(int[] AtIndex, int[] IndexOf)> Shuffled = new(Shuffle);

    /// <summary>The lexicographic numbers in the benchmark's order.</summary>
    public static IReadOnlyList<int> AtIndex => Shuffled.Value.AtIndex;

    /// <summary>The position of an architecture.</summary>
    public static int IndexOf(ReadOnlySpan<int> genes) => Shuffled.Value.IndexOf[NasBench201Genes.Lexicographic(genes)];

    private static (int[] AtIndex, int[] IndexOf) Shuffle()
    {
        var atIndex = Enumerable.Range(0, Count).ToArray();
        new PythonRandom(88).Shuffle<int>(atIndex);
        var indexOf = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            indexOf[atIndex[i]] = i;
        }

        return (atIndex, indexOf);
    }
}
