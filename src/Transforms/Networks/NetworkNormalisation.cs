namespace NasPipelines.Networks;

/// <summary>Which batch normalisations a network has.</summary>
public enum NetworkNormalisation
{
    /// <summary>All of them.</summary>
    Full,

    /// <summary>None: every batch normalisation is the identity, as synaptic flow asks for.</summary>
    None,

    /// <summary>
    /// None, but for those that the published implementation of zero-cost proxies (Abdelfattah et al. 2021) leaves in by oversight: in
    /// NAS-Bench-201, the four of the two reduction blocks.
    /// </summary>
    NoneAsPublished,
}
