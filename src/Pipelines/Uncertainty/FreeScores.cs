using System.Collections.Immutable;

namespace NasPipelines.Uncertainty;

/// <summary>Scores that are known of an architecture without running anything.</summary>
internal static class FreeScores
{
    public static ImmutableArray<string> Names { get; } = ["params", "params_active", "flops", "macs", "activations", "depth"];
}
