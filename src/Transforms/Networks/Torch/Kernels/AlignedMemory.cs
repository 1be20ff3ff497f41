using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>
/// Memory to work in that begins with a line of the cache, so that no vector lies in two of them, and that the collector does not move,
/// clear or count. It is not initialised.
/// </summary>
/// <typeparam name="T">A number.</typeparam>
internal sealed unsafe class AlignedMemory<T> : IDisposable
    where T : unmanaged
{
    private const int Line = 64;

    private readonly nint _length;
    private T* _first;

    /// <param name="length">Numbers; a few vectors may be read and written beyond.</param>
    public AlignedMemory(nint length)
    {
        _length = length + VectorUnits.Length;
        _first = (T*)NativeMemory.AlignedAlloc((nuint)_length * (nuint)sizeof(T), Line);
    }

    /// <summary>Where it begins.</summary>
    public T* Pointer => _first;

    /// <summary>The first number.</summary>
    public ref T First => ref Unsafe.AsRef<T>(_first);

    /// <summary>All of them.</summary>
    public Span<T> Span => new(_first, checked((int)_length));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_first);
        _first = null;
    }
}
