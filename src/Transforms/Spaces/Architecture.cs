using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace NasPipelines.Spaces;

/// <summary>
/// A point of a search space: an immutable value. Two architectures are equal when they are in the same space, the same object, and have
/// the same <see cref="Canonical"/> form, that is, when they are the same function at initialisation, however they are written.
/// </summary>
/// <threadsafety>Instances are safe for use by several threads.</threadsafety>
public sealed class Architecture : IEquatable<Architecture>
{
    private string? _canonical;

    /// <summary>The architecture of <paramref name="space"/> with the given genes.</summary>
    /// <param name="space">The search space.</param>
    /// <param name="genes">The choices that define the architecture, in the order and with the meaning that the space documents.</param>
    /// <exception cref="FormatException">The genes are not a point of the space; the message names the gene and what is
    /// allowed.</exception>
    public Architecture(SearchSpace space, ReadOnlySpan<int> genes)
    {
        ArgumentNullException.ThrowIfNull(space);
        space.Validate(genes);
        Space = space;
        Genes = [.. genes];
    }

    /// <summary>The search space this is a point of.</summary>
    public SearchSpace Space { get; }

    /// <summary>The choices that define the architecture, in the order and with the meaning that the space documents.</summary>
    public ImmutableArray<int> Genes { get; }

    /// <summary>
    /// The architecture in the space's first encoding, exactly as it was written: equal architectures may have other texts.
    /// </summary>
    public string Text => Space.Format(this);

    /// <summary>The position in the benchmark's own order, or null where the space has no such order.</summary>
    public long? Index => Space.IndexOf(this);

    /// <summary>The form that equal architectures share (<see cref="ArchitectureEquivalence.FunctionalAtInitialisation"/>).</summary>
    public string Canonical => _canonical ??= Space.CanonicalForm(this, ArchitectureEquivalence.FunctionalAtInitialisation);

    /// <summary>Whether two architectures are the same function at initialisation.</summary>
    public static bool operator ==(Architecture? left, Architecture? right) => left is null ? right is null : left.Same(right);

    /// <summary>Whether two architectures are different functions at initialisation.</summary>
    public static bool operator !=(Architecture? left, Architecture? right) => !(left == right);

    /// <inheritdoc/>
    // A name does not tell spaces apart: two spaces of a user's own may have one, and their genes mean different things.
    bool IEquatable<Architecture>.Equals(Architecture? other) => Same(other);

    private bool Same(Architecture? other) =>
        other is not null && ReferenceEquals(Space, other.Space)
        && (Genes.AsSpan().SequenceEqual(other.Genes.AsSpan()) || Canonical == other.Canonical);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Same(obj as Architecture);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Space), Canonical);

    /// <summary>The same as <see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
