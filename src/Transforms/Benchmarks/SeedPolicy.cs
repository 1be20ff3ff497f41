namespace NasPipelines.Benchmarks;

/// <summary>What is made of the runs of one architecture that differ in their seed.</summary>
public enum SeedPolicy
{
    /// <summary>Their mean, and beside it how many there are.</summary>
    Mean,

    /// <summary>The run of one seed, <see cref="BenchmarkReadOptions.Seed"/>.</summary>
    One,

    /// <summary>A column per seed.</summary>
    Each,
}
