using System.Globalization;

namespace NasPipelines.Files;

/// <summary>
/// Counts the memory that the content of a file takes while it is read, so that a small file which stands for endless content ends in a
/// fault of that file and not of the whole process.
/// </summary>
/// <param name="most">The most bytes.</param>
/// <param name="fault">Makes the exception of a message.</param>
internal sealed class MemoryBudget(long most, Func<string, InvalidDataException> fault)
{
    // What is counted is rough, and growing takes as much again for a moment.
    private const int Parts = 4;

    private long _taken;

    /// <summary>The bytes that one reader may take of this process's memory (its container's, or its heap's limit).</summary>
    public static long Share => Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Parts);

    /// <summary>The most bytes.</summary>
    public long Most => most;

    /// <summary>Whether a fault was reported.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>A budget for a file: a cap, and no more than <see cref="Share"/>.</summary>
    public static MemoryBudget Of(string file, long cap = long.MaxValue) =>
        new(Math.Min(cap, Share), message => new InvalidDataException($"{file}: {message}"));

    /// <summary>Counts bytes before they are taken.</summary>
    /// <exception cref="InvalidDataException">They are more than is left.</exception>
    public void Take(long bytes)
    {
        Require(bytes);
        _taken += bytes;
    }

    /// <summary>Checks that bytes are left without taking them.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public void Require(long bytes)
    {
        if (bytes > most - _taken)
        {
            IsExceeded = true;
            throw fault(string.Create(
                CultureInfo.InvariantCulture,
                $"the content takes more than the {most} bytes of memory that are allowed for it (a part of this process's memory)"));
        }
    }
}
