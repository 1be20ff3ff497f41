namespace NasPipelines.Architectures;

/// <summary>The sets of architectures that go by the name of a NAS-Bench-1Shot1 sub-space. Counts are those of sub-space 3.</summary>
public enum NasBench1Shot1Set
{
    /// <summary>Every choice of parents and operations, loose ends included: 1,312,200 encodings.</summary>
    Encodings,

    /// <summary>One encoding of each NAS-Bench-101 architecture among <see cref="Encodings"/>: 55,854.</summary>
    Distinct,

    /// <summary>
    /// What the published generator without loose ends yields: 24,066 (2,487 and 3,609 in sub-spaces 1 and 2). Its recursion misses most of the
    /// cells that use every vertex, and yields some cells more than once, with other vertices left out.
    /// </summary>
    Published,

    /// <summary>One encoding of each NAS-Bench-101 architecture among <see cref="Published"/>: 17,940.</summary>
    PublishedDistinct,

    /// <summary>The <see cref="Published"/> ones that use every vertex, with nine edges: 14,580, the set that Ning et al. 2021 evaluate.</summary>
    PublishedNineEdges,
}
