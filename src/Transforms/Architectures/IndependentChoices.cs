using System.Numerics;
using NasPipelines.Networks;

namespace NasPipelines.Architectures;

/// <summary>The genes of a space in which every choice is independent of the others: each gene is an index into the values of its choice.</summary>
/// <param name="space">The space's name, for errors.</param>
/// <param name="choices">The choices by gene.</param>
internal sealed class IndependentChoices(string space, IReadOnlyList<IndependentChoices.Choice> choices)
{
    public int Count => choices.Count;

    public BigInteger Size => choices.Aggregate(BigInteger.One, (product, choice) => product * choice.Values.Count);

    /// <summary>The value that a gene stands for.</summary>
    public double Value(ReadOnlySpan<int> genes, int gene) => choices[gene].Values[genes[gene]];

    /// <summary>The values of a gene's choice.</summary>
    public IReadOnlyList<double> Values(int gene) => choices[gene].Values;

    /// <summary>A number of channels that some genes decide.</summary>
    /// <param name="genes">The genes.</param>
    /// <param name="channels">The channels of a value of each.</param>
    public ElasticWidth Width(int[] genes, Func<double[], int> channels)
    {
        IEnumerable<double[]> all = [[]];
        all = genes.Aggregate(all, (before, gene) => before.SelectMany(values => choices[gene].Values.Select(value => (double[])[.. values, value])));
        return new([.. genes], [.. genes.Select(gene => choices[gene].Values.Count)], [.. all.Select(channels)]);
    }

    /// <summary>The gene of a value.</summary>
    /// <exception cref="FormatException">The choice has no such value; the message lists those it has.</exception>
    public int GeneOf(int gene, double value)
    {
        for (var i = 0; i < choices[gene].Values.Count; i++)
        {
            if (choices[gene].Values[i] == value)
            {
                return i;
            }
        }

        throw new FormatException($"{choices[gene].Name}: {value} is not one of {string.Join(", ", choices[gene].Values)}.");
    }

    public void Validate(ReadOnlySpan<int> genes)
    {
        if (genes.Length != Count)
        {
            throw new FormatException($"An architecture of {space} has {Count} genes (found {genes.Length}).");
        }

        for (var gene = 0; gene < genes.Length; gene++)
        {
            if (genes[gene] < 0 || genes[gene] >= choices[gene].Values.Count)
            {
                throw new FormatException($"{choices[gene].Name}: gene {genes[gene]} is not in [0, {choices[gene].Values.Count - 1}].");
            }
        }
    }

    public int[] Draw(Func<int, int> below) => [.. choices.Select(choice => below(choice.Values.Count))];

    /// <summary>All genes, the last one changing fastest.</summary>
    public IEnumerable<int[]> Enumerate()
    {
        var genes = new int[Count];
        for (var gene = Count; gene >= 0;)
        {
            if (gene == Count)
            {
                yield return (int[])genes.Clone();
                gene--;
            }
            else if (++genes[gene] < choices[gene].Values.Count)
            {
                gene = Count;
            }
            else
            {
                genes[gene--] = 0;
            }
        }
    }

    /// <summary>The genes with one choice changed.</summary>
    public IEnumerable<int[]> Neighbours(IReadOnlyList<int> genes) =>
        from gene in Enumerable.Range(0, Count)
        from choice in Enumerable.Range(0, choices[gene].Values.Count)
        where choice != genes[gene]
        select (int[])[.. genes.Take(gene), choice, .. genes.Skip(gene + 1)];

    /// <summary>A choice.</summary>
    /// <param name="Name">What is chosen, for errors.</param>
    /// <param name="Values">What can be chosen.</param>
    internal sealed record Choice(string Name, IReadOnlyList<double> Values);
}
