using System.Text.Json.Serialization;

namespace NasPipelines.Benchmarks.Formats;

internal sealed partial class NdsFiles
{
    /// <summary>What is read of a job; the rest (curves of training, memory, times) is passed over.</summary>
    private sealed record Job
    {
        [JsonPropertyName("rng_seed")]
        public int? Seed { get; init; }

        [JsonPropertyName("net")]
        public Net? Net { get; init; }

        [JsonPropertyName("params")]
        public double? Parameters { get; init; }

        [JsonPropertyName("flops")]
        public double? Operations { get; init; }

        [JsonPropertyName("min_test_top1")]
        public double? MinTestError { get; init; }

        [JsonPropertyName("test_ep_top1")]
        public double[]? TestErrors { get; init; }
    }

    /// <summary>A net: numbers per stage, the stem's first.</summary>
    private sealed record Net
    {
        [JsonPropertyName("block_type")]
        public string? BlockType { get; init; }

        [JsonPropertyName("ds")]
        public int[]? Depths { get; init; }

        [JsonPropertyName("ws")]
        public int[]? Widths { get; init; }

        [JsonPropertyName("bot_muls")]
        public double[]? Multipliers { get; init; }

        [JsonPropertyName("num_gs")]
        public int[]? Groups { get; init; }
    }
}
