using NasPipelines.Networks;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import;

/// <summary>Which network of ours a checkpoint's is.</summary>
/// <param name="Space">The search space.</param>
/// <param name="Network">Size and form.</param>
internal sealed record SupernetForm(SearchSpace Space, NetworkOptions Network)
{
    /// <summary>The operations in the order of the checkpoint's indices.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>The part of the space that the supernet is of; null for all of it.</summary>
    public SupernetPart? Part { get; init; }

    /// <summary>Normal cells of a stage.</summary>
    public int Cells => Network.CellsPerStage ?? 1;

    /// <summary>The checkpoint's index of an operation.</summary>
    public int IndexOf(string operation)
    {
        for (var i = 0; i < Operations.Count; i++)
        {
            if (Operations[i] == operation)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"'{operation}' is none of {string.Join(", ", Operations)}");
    }
}
