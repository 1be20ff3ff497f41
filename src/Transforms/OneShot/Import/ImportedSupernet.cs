using System.Collections.Immutable;
using NasPipelines.Files;

namespace NasPipelines.OneShot.Import;

/// <summary>A supernet made of a checkpoint, with what became of the checkpoint's keys.</summary>
public sealed class ImportedSupernet
{
    internal ImportedSupernet(
        SupernetModel supernet, string layout, IReadOnlyList<string> unused, IReadOnlyList<string> missing, IReadOnlyList<string> notes) =>
        (Supernet, Layout, Unused, Missing, Notes) = (supernet, layout, [.. unused], [.. missing], [.. notes]);

    /// <summary>The supernet; <see cref="SupernetModel.Save"/> writes it.</summary>
    public SupernetModel Supernet { get; }

    /// <summary>How the checkpoint's weights are named.</summary>
    public string Layout { get; }

    /// <summary>The tensors of the checkpoint that the supernet has no use for, by their keys.</summary>
    public ImmutableArray<string> Unused { get; }

    /// <summary>
    /// The keys that the layout has and the checkpoint has not: of running statistics, without which <c>Running</c> statistics cannot be
    /// chosen. A missing weight is an error.
    /// </summary>
    public ImmutableArray<string> Missing { get; }

    /// <summary>What else is to be known, a sentence each: what was folded, what was assumed, where the trained network differs.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>A line for each of these; counters of batches, of which there are many, are one.</summary>
    public override string ToString()
    {
        const string Counter = ".num_batches_tracked";
        var counters = Unused.Count(key => key.EndsWith(Counter, StringComparison.Ordinal));
        return string.Join(
            Environment.NewLine,
            Notes.Append($"not used: {(Unused.IsEmpty ? "nothing" : "")}{(counters > 0 ? $"{counters} keys *{Counter}" : "")}".TrimEnd())
                .Concat(Unused.Where(key => !key.EndsWith(Counter, StringComparison.Ordinal)).Select(key => $"  {ShownText.Of(key, 200)}"))
                .Append($"missing: {(Missing.IsEmpty ? "nothing" : "")}".TrimEnd())
                .Concat(Missing.Select(key => $"  {ShownText.Of(key, 200)}")));
    }
}
