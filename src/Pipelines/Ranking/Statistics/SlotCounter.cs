using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasPipelines.Ranking.Statistics;

/// <summary>
/// A set of at most 65,536 numbers that counts, at each insertion, the smaller ones that are there: a bit per number, with running counts
/// of the bits by word and by block of 16 words. Each insertion updates them with a few vector additions, in constant time.
/// </summary>
internal ref struct SlotCounter
{
    /// <summary>Numbers lie below this.</summary>
    public const int Limit = 1 << 16;

    /// <summary>Length in 64-bit words of the memory that a counter needs.</summary>
    public const int Memory = Words + (Words + Lanes * Chunks) / 4;

    private const int Words = Limit / 64;
    private const int Lanes = 16;
    private const int Chunks = 4;
    private const int ChunkSize = Limit / Chunks;

    // For each lane, ones in the lanes after it.
    private static readonly Vector256<ushort>[] After = [.. Enumerable.Range(0, Lanes).Select(lane => Ones(from: lane + 1))];

    private readonly ref ulong _bits;
    private readonly ref ushort _beforeWord; // bits in the words before this one, within its block
    private readonly ref ushort _beforeBlock; // bits in the blocks before this one
    private readonly int _chunks;

    /// <summary>An empty set.</summary>
    /// <param name="memory">Cleared memory, <see cref="Memory"/> words long.</param>
    /// <param name="numbers">Every number is smaller; at most <see cref="Limit"/>.</param>
    public SlotCounter(Span<ulong> memory, int numbers)
    {
        _bits = ref MemoryMarshal.GetReference(memory);
        var counts = MemoryMarshal.Cast<ulong, ushort>(memory[Words..]);
        _beforeWord = ref counts[0];
        _beforeBlock = ref counts[Words];
        _chunks = (numbers + ChunkSize - 1) / ChunkSize;
    }

    /// <summary>Adds a number that is not there yet; returns how many smaller ones are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Add(int number)
    {
        int word = number >> 6, block = number >> 10;
        var bit = 1ul << number;
        ref var set = ref Unsafe.Add(ref _bits, word);
        var smaller = Unsafe.Add(ref _beforeBlock, block) + Unsafe.Add(ref _beforeWord, word) + BitOperations.PopCount(set & (bit - 1));
        set |= bit;

        ref var after = ref MemoryMarshal.GetArrayDataReference(After);
        ref var words = ref Unsafe.Add(ref _beforeWord, block * Lanes);
        (Vector256.LoadUnsafe(ref words) + Unsafe.Add(ref after, word & (Lanes - 1))).StoreUnsafe(ref words);
        var chunk = block >> 4;
        ref var blocks = ref Unsafe.Add(ref _beforeBlock, chunk * Lanes);
        (Vector256.LoadUnsafe(ref blocks) + Unsafe.Add(ref after, block & (Lanes - 1))).StoreUnsafe(ref blocks);
        for (chunk++; chunk < _chunks; chunk++)
        {
            blocks = ref Unsafe.Add(ref _beforeBlock, chunk * Lanes);
            (Vector256.LoadUnsafe(ref blocks) + Vector256<ushort>.One).StoreUnsafe(ref blocks);
        }

        return smaller;
    }

    private static Vector256<ushort> Ones(int from)
    {
        Span<ushort> lanes = stackalloc ushort[Lanes];
        lanes[from..].Fill(1);
        return Vector256.Create<ushort>(lanes);
    }
}
