using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// A multiset of ranks that tells how many of its elements are at most a rank: running counts within blocks of 16 ranks, within blocks of
/// 256, and over all of these. Each insertion updates them with a few vector additions, each question is three additions.
/// </summary>
internal ref struct RankCounter
{
    /// <summary>Ranks lie below this; beyond it the outermost counts would take longer than a sort.</summary>
    public const int Limit = 1 << 14;

    /// <summary>Length of the memory that a counter of all ranks needs.</summary>
    public const int Memory = Limit + Limit / Block + Limit / (Block * Block);

    private const int Block = 16;
    private const int Lanes = 8;

    private readonly ref int _within; // elements of this rank and of lower ranks of its block
    private readonly ref int _blocks; // elements in lower blocks of the same 256 ranks
    private readonly ref int _supers; // elements in lower blocks of 256 ranks
    private readonly int _superCount;

    /// <summary>An empty multiset.</summary>
    /// <param name="memory">Cleared memory, <see cref="Memory"/> long.</param>
    /// <param name="ranks">Every rank is smaller; at most <see cref="Limit"/>.</param>
    public RankCounter(Span<int> memory, int ranks)
    {
        _within = ref MemoryMarshal.GetReference(memory[..Memory]);
        _blocks = ref Unsafe.Add(ref _within, Limit);
        _supers = ref Unsafe.Add(ref _blocks, Limit / Block);
        _superCount = (ranks + Block * Block - 1) / (Block * Block);
    }

    /// <summary>How many elements have at most this rank.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int AtMost(int rank) =>
        Unsafe.Add(ref _within, rank) + Unsafe.Add(ref _blocks, rank >> 4) + Unsafe.Add(ref _supers, rank >> 8);

    /// <summary>Adds an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(int rank, int times = 1)
    {
        var lanes = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
        var added = Vector256.Create(times);
        AddFrom(ref Unsafe.Add(ref _within, rank & ~(Block - 1)), Vector256.Create((rank & (Block - 1)) - 1), lanes, added);
        AddFrom(ref Unsafe.Add(ref _blocks, (rank >> 4) & ~(Block - 1)), Vector256.Create((rank >> 4) & (Block - 1)), lanes, added);
        var super = Vector256.Create(rank >> 8);
        for (var at = rank >> 8 & ~(Lanes - 1); at < _superCount; at += Lanes)
        {
            AddAfter(ref Unsafe.Add(ref _supers, at), super, lanes + Vector256.Create(at), added);
        }
    }

    private static void AddFrom(ref int counts, Vector256<int> place, Vector256<int> lanes, Vector256<int> added)
    {
        AddAfter(ref counts, place, lanes, added);
        AddAfter(ref Unsafe.Add(ref counts, Lanes), place, lanes + Vector256.Create(Lanes), added);
    }

    // A comparison that holds has all bits.
    private static void AddAfter(ref int counts, Vector256<int> place, Vector256<int> lanes, Vector256<int> added) =>
        (Vector256.LoadUnsafe(ref counts) + (Vector256.GreaterThan(lanes, place) & added)).StoreUnsafe(ref counts);
}
