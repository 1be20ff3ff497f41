using System.Globalization;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces;

/// <summary>
/// The choices of a space whose genes stand for numbers, such as widths: each gene is an index into the numbers of its choice.
/// </summary>
internal sealed class NumericChoices(IReadOnlyList<NumericChoices.Choice> choices)
{
    private readonly Lazy<IReadOnlyList<GeneChoice>> _named = new(
        () => [.. choices.Select(choice => new GeneChoice(choice.Name, [.. choice.Values.Select(Text)]))]);

    public int Count => choices.Count;

    /// <summary>The same choices by the names of their values.</summary>
    public IReadOnlyList<GeneChoice> Named => _named.Value;

    /// <summary>A number as files write it.</summary>
    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number that a gene stands for.</summary>
    public double Value(ReadOnlySpan<int> genes, int gene) => choices[gene].Values[genes[gene]];

    /// <summary>The numbers of a gene's choice.</summary>
    public IReadOnlyList<double> Values(int gene) => choices[gene].Values;

    /// <summary>A number of channels that some genes decide.</summary>
    /// <param name="genes">The genes.</param>
    /// <param name="channels">The channels of a value of each.</param>
    public ElasticWidth Width(int[] genes, Func<double[], int> channels)
    {
        IEnumerable<double[]> all = [[]];
        all = genes.Aggregate(all, (before, gene) =>
            before.SelectMany(values => choices[gene].Values.Select(value => (double[])[.. values, value])));
        return new([.. genes], [.. genes.Select(gene => choices[gene].Values.Count)], [.. all.Select(channels)]);
    }

    /// <summary>The gene of a number.</summary>
    /// <exception cref="FormatException">The choice has no such number; the message lists those it has.</exception>
    public int GeneOf(int gene, double value)
    {
        for (var i = 0; i < choices[gene].Values.Count; i++)
        {
            if (choices[gene].Values[i] == value)
            {
                return i;
            }
        }

        throw new FormatException(
            $"{choices[gene].Name}: {Text(value)} is not one of {string.Join(", ", choices[gene].Values.Select(Text))}.");
    }

    /// <summary>A choice.</summary>
    /// <param name="Name">What is chosen, for errors.</param>
    /// <param name="Values">What can be chosen.</param>
    internal sealed record Choice(string Name, IReadOnlyList<double> Values);
}
