using NasPipelines.Networks;

namespace NasPipelines.ZeroShot;

/// <summary>What the engine's results depend on besides architectures, proxies and images.</summary>
internal sealed record ZeroShotEngineOptions
{
    public long Seed { get; init; }

    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Reference;

    public bool Double { get; init; }

    public ScoredNetwork Form { get; init; } = ScoredNetwork.Functional;

    public NetworkOptions Network { get; init; } = new();

    public ZeroShotCompat Compat { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;
}

/// <summary>Published behaviours that differ from sound behaviour; off by default.</summary>
[Flags]
public enum ZeroShotCompat
{
    /// <summary>Sound behaviour.</summary>
    None = 0,

    /// <summary>
    /// <c>synflow</c> leaves the batch normalisations of reduction blocks in, as the implementation of Abdelfattah et al. 2021 does by oversight.
    /// </summary>
    SynflowKeepsReductionNorms = 1,
}
