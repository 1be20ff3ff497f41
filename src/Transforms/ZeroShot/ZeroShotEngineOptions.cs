using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using TorchSharp;

namespace NasPipelines.ZeroShot;

/// <summary>What the engine's results depend on besides architectures, proxies and images.</summary>
internal sealed record ZeroShotEngineOptions
{
    public long Seed { get; init; }

    public InitialisationScheme Initialisation { get; init; } = InitialisationScheme.Reference;

    public bool Double { get; init; }

    public ScoredNetwork Form { get; init; } = ScoredNetwork.Functional;

    public NetworkSize Network { get; init; } = new();

    public ZeroShotCompat Compat { get; init; }

    public BatchNormStatistics Statistics { get; init; }

    /// <summary>Where networks run; null means the CPU.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>Threads of a measurement; scores take those of their context.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
