using NasPipelines.Networks.Parameters;

namespace NasPipelines.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Threads">Threads of libtorch.</param>
/// <param name="Architectures">Number of random architectures.</param>
/// <param name="Batch">Images in a batch.</param>
/// <param name="Repetitions">Timings of which the median counts.</param>
internal sealed record RunOptions(int Threads, int Architectures, int Batch, int Repetitions)
{
    /// <summary>The file that scores are written to and resumed from; null names it after the setting.</summary>
    public string? Output { get; init; }

    /// <summary>Distribution of the untrained weights, where a program asks for it.</summary>
    public InitialisationScheme Initialisation { get; init; }

    /// <summary>Seed of the untrained weights, where a program asks for it.</summary>
    public long Seed { get; init; }

    /// <summary>Simulated tables, where a program asks for them.</summary>
    public int Tables { get; init; } = 20_000;

    /// <summary>Whether the CPU stands in for the GPU, where a program measures one.</summary>
    public bool Rehearse { get; init; }

    public override string ToString() =>
        $"{Threads} thread(s), {Architectures} architecture(s), batch {Batch}, median of {Repetitions} repetition(s)";
}
