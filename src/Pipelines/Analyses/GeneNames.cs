using NasPipelines.Architectures;

namespace NasPipelines;

/// <summary>Names of the values of genes.</summary>
internal static class GeneNames
{
    public static Func<int, int, string> Of(SearchSpace space) =>
        space is NasBench201 ? (_, value) => NasBench201.Operations[value] : (_, value) => value.ToString();
}
