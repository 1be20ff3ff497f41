using System.Numerics;

namespace NasPipelines.Architectures;

public sealed partial class NasBench101
{
    /// <summary>The graph hash by which the benchmark finds a cell, after pruning: 32 hexadecimal digits, equal for isomorphic cells.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    public static string Hash(Architecture architecture) => NasBench101Hash.Of(CellOf(architecture).Pruned());

    /// <summary>
    /// <see cref="ArchitectureEquivalence.Literature"/> is the benchmark's graph hash. The functional forms are the same for trained and
    /// untrained networks, because no branch of a cell is zero: the pruned cell, its vertices renumbered into the first of all equivalent
    /// encodings.
    /// </summary>
    /// <remarks>
    /// Isomorphic cells are not always one function. Where three vertices feed the output they share its channels unevenly (128 = 43 + 43 + 42),
    /// the first ones taking one more, so their order counts: the functional forms keep it, the hash does not. One, two or four share the
    /// channels evenly wherever four divides them, as it does in the benchmark.
    /// </remarks>
    /// <inheritdoc/>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) => equivalence switch
    {
        ArchitectureEquivalence.None => Format(architecture),
        ArchitectureEquivalence.Literature => Hash(architecture),
        ArchitectureEquivalence.Functional or ArchitectureEquivalence.FunctionalAtInitialisation => BitsEncoding.Write(Functional(CellOf(architecture)).Smallest),
        _ => throw new ArgumentOutOfRangeException(nameof(equivalence), equivalence, "unknown equivalence"),
    };

    /// <inheritdoc/>
    public override Architecture Representative(Architecture architecture) => FromCell(Functional(CellOf(architecture)).Smallest);

    /// <summary>The numberings of the pruned cell that keep its function.</summary>
    internal static NasBench101Relabelling Functional(NasBench101Cell cell)
    {
        var pruned = cell.Pruned();
        return new(pruned, keepOutputOrder: BitOperations.PopCount((uint)pruned.OutputParents) == 3);
    }
}
