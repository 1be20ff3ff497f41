namespace NasPipelines.Files.Pickles;

/// <summary>
/// About how many bytes the values of a pickle take, for <see cref="MemoryBudget"/>: objects with their headers, lists with room to grow.
/// </summary>
internal static class PickleSize
{
    /// <summary>A place on the stack, in the memo or in a tuple.</summary>
    public const int Slot = 16;

    /// <summary>An array without its elements, a text without its characters.</summary>
    public const int Array = 24;

    /// <summary>A list, set or dictionary without content, or a tuple without its items.</summary>
    public const int Container = 80;

    /// <summary>An item of a list.</summary>
    public const int Item = 2 * Slot;

    /// <summary>An entry of a dictionary.</summary>
    public const int Entry = 4 * Slot;

    /// <summary>An array, tensor, storage or type.</summary>
    public const int Data = 128;

    /// <summary>A text of a number of characters.</summary>
    public static long Text(long length) => Array + (2 * length);
}
