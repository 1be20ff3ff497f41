using System.Collections.Immutable;

namespace NasPipelines.Analyses;

/// <summary>
/// Which operations, or other choices of a search space, an estimator prefers more, or less, than the truth does, over all pairs of
/// architectures that differ in one of them.
/// </summary>
/// <remarks>
/// Every pair is counted in both directions, so the entry (b, a) is the mirror of (a, b). The intervals take pairs as independent, which
/// they are not quite: an architecture is in many. Ning et al. 2021, section 4.3.
/// </remarks>
public sealed class OperationBias : AnalysisResult
{
    internal OperationBias(
        ImmutableArray<OperationMutation> mutations, ImmutableArray<OperationMutation>? largest, long pairs, int missing) =>
        (Mutations, LargestGroup, Pairs, Missing) = (mutations, largest, pairs, missing);

    /// <summary>Every mutation a → b, by the names of a and b.</summary>
    public ImmutableArray<OperationMutation> Mutations { get; }

    /// <summary>The same inside the group of the most complex architectures; null where no complexity was named.</summary>
    internal ImmutableArray<OperationMutation>? LargestGroup { get; }

    /// <summary>Number of unordered pairs of architectures that differ in one operation.</summary>
    public long Pairs { get; }

    /// <summary>The mutation from one operation to another.</summary>
    /// <param name="from">Name of the operation replaced.</param>
    /// <param name="to">Name of the operation put in its place.</param>
    /// <exception cref="KeyNotFoundException">There is no such pair; the message lists those that exist.</exception>
    public OperationMutation this[string from, string to] =>
        Mutations.FirstOrDefault(m => m.From == from && m.To == to)
        ?? throw new KeyNotFoundException(
            $"Unknown mutation '{from} → {to}'; known: {string.Join(", ", Mutations.Select(m => $"{m.From} → {m.To}"))}.");

    /// <summary>One line per mutation.</summary>
    private protected override string Print() =>
        string.Join(Environment.NewLine, Mutations.Select(m => m.ToString()).Append($"{Pairs} pairs; {Missing} architectures left out"));
}
