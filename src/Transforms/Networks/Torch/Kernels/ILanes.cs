using System.Numerics;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// The numbers that one instruction works on. Kernels are written once for all widths, and their results have the same bits for each: what
/// is added to what does not depend on it.
/// </summary>
/// <typeparam name="TSelf">The lanes.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILanes<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>, IMultiplyOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged
{
    /// <summary>How many numbers.</summary>
    static abstract int Count { get; }

    /// <summary>How many vectors of 256 bits they are: sums over positions are of the lanes of such a vector, whatever the width.</summary>
    static abstract int Parts { get; }

    /// <summary>One number in all lanes.</summary>
    static abstract TSelf Of(T value);

    /// <summary>Numbers that follow each other.</summary>
    static abstract TSelf Load(ref T from);

    /// <summary>In each part the same vector, of memory that the collector does not move.</summary>
    static abstract unsafe TSelf Repeat(T* from);

    /// <summary>In each part a vector, so many numbers apart.</summary>
    static abstract TSelf Gather(ref T from, nint apart);

    /// <summary>x y + sum, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf x, TSelf y, TSelf sum);

    /// <summary>Adds the sums of four parts to four numbers, and those of further parts to four others, so many apart.</summary>
    static abstract void AddSums(TSelf a, TSelf b, TSelf c, TSelf d, ref double sums, nint apart);

    /// <summary>Writes them one after the other.</summary>
    void Store(ref T to);
}
