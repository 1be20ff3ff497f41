using NasPipelines.Spaces;

namespace NasPipelines.Data;

/// <summary>Genes as columns of zeros and ones.</summary>
internal static class OneHot
{
    public static TableColumn[] Of(Architecture[] architectures)
    {
        var longest = architectures.Select(a => a.Genes.Length).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, longest).SelectMany(Columns)];

        IEnumerable<TableColumn> Columns(int gene) => architectures
            .Where(a => gene < a.Genes.Length).Select(a => a.Genes[gene]).Distinct().Order()
            .Select(value => new TableColumn(
                FormattableString.Invariant($"gene{gene}={value}"),
                Array.ConvertAll(architectures, a => gene < a.Genes.Length && a.Genes[gene] == value ? 1.0 : 0)));
    }
}
