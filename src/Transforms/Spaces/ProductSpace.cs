using System.Numerics;

namespace NasPipelines.Spaces;

/// <summary>
/// A search space whose genes are independent of each other, each an index into the values of its choice: everything but the network
/// follows from <see cref="Choices"/>. The easiest way to a space of your own.
/// </summary>
public abstract class ProductSpace : SearchSpace
{
    private const int MostEnumerated = 2_000_000;

    /// <summary>The choice of each gene; the same ones at every call.</summary>
    public abstract IReadOnlyList<GeneChoice> Choices { get; }

    /// <summary>The product of the numbers of values.</summary>
    public override BigInteger Size => Choices.Aggregate(BigInteger.One, (product, choice) => product * choice.Values.Count);

    /// <summary>Whether the space has at most 2,000,000 architectures.</summary>
    public override bool IsEnumerable => Size <= MostEnumerated;

    /// <summary>All architectures, the last gene changing fastest.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Enumerate() => IsEnumerable
        ? GeneProduct.Of([.. Choices.Select(choice => choice.Values.Count)]).Select(genes => new Architecture(this, genes))
        : base.Enumerate();

    /// <summary>The position in <see cref="Enumerate"/>; null where the space is too large for one.</summary>
    /// <inheritdoc/>
    public override long? IndexOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Size > long.MaxValue
            ? null
            : Choices.Zip(architecture.Genes, (choice, gene) => (choice.Values.Count, gene)).Aggregate(
                0L, (index, g) => (index * g.Count) + g.gene);
    }

    /// <summary>Choice and value, such as <c>depth=4</c>.</summary>
    /// <inheritdoc/>
    public override string GeneName(int gene, int value) => $"{Choices[gene].Name}={Choices[gene].Values[value]}";

    /// <summary>The architectures with one choice changed.</summary>
    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return from gene in Enumerable.Range(0, Choices.Count)
               from value in Enumerable.Range(0, Choices[gene].Values.Count)
               where value != architecture.Genes[gene]
               select new Architecture(this, architecture.Genes.SetItem(gene, value).AsSpan());
    }

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != Choices.Count)
        {
            throw new FormatException($"An architecture of {Name} has {Choices.Count} genes (found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            if (genes[gene] < 0 || genes[gene] >= Choices[gene].Values.Count)
            {
                throw new FormatException($"{Choices[gene].Name}: gene {genes[gene]} is not in [0, {Choices[gene].Values.Count - 1}].");
            }
        }
    }

    /// <inheritdoc/>
    protected override Architecture Draw(Func<int, int> below) => new(this, [.. Choices.Select(choice => below(choice.Values.Count))]);
}
