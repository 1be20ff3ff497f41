using NasPipelines.Architectures;

namespace NasPipelines.Data;

/// <summary>Genes as columns of zeros and ones.</summary>
internal static class OneHot
{
    public static (string[] Names, double[][] Values) Of(Architecture[] architectures)
    {
        var columns = Enumerable.Range(0, architectures.Select(a => a.Genes.Length).DefaultIfEmpty().Max())
            .SelectMany(gene => architectures.Where(a => gene < a.Genes.Length).Select(a => a.Genes[gene]).Distinct().Order().Select(value => (Gene: gene, Value: value)))
            .ToArray();
        return ([.. columns.Select(c => $"gene{c.Gene}={c.Value}")],
            [.. columns.Select(c => Array.ConvertAll(architectures, a => c.Gene < a.Genes.Length && a.Genes[c.Gene] == c.Value ? 1.0 : 0))]);
    }
}
