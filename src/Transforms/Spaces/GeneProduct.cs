namespace NasPipelines.Spaces;

/// <summary>All combinations of genes that are independent of each other.</summary>
internal static class GeneProduct
{
    /// <summary>All genes, the last one changing fastest.</summary>
    /// <param name="counts">The number of values of each gene.</param>
    public static IEnumerable<int[]> Of(IReadOnlyList<int> counts)
    {
        var genes = new int[counts.Count];
        for (var gene = counts.Count; gene >= 0;)
        {
            if (gene == counts.Count)
            {
                yield return (int[])genes.Clone();
                gene--;
            }
            else if (++genes[gene] < counts[gene])
            {
                gene = counts.Count;
            }
            else
            {
                genes[gene--] = 0;
            }
        }
    }
}
