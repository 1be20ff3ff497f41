using System.Collections.Immutable;
using NasPipelines.Ranking;

namespace NasPipelines.Compat;

/// <summary>Criteria as published tables define them, where the product's own differ.</summary>
public static class PublishedCriteria
{
    /// <summary>
    /// The nDCG of VKDNW's tables (Tybl and Neumann, CVPR 2025), <c>ndcgVkdnw</c>: gain 2^accuracy − 1 of an accuracy in per cent, over the
    /// 1,000 best-scored architectures.
    /// </summary>
    public static Criterion NdcgOfVkdnw { get; } = new VkdnwNdcg();

    /// <summary>All of them. Adding one is one line here.</summary>
    public static ImmutableArray<Criterion> All { get; } = [NdcgOfVkdnw];
}
