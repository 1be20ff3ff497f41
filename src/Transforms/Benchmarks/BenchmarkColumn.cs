namespace NasPipelines.Benchmarks;

/// <summary>A column of a benchmark's data.</summary>
/// <param name="Name">Its name, which says data set, split, epochs and seed wherever the benchmark has several.</param>
/// <param name="Meaning">What its numbers are, in which unit.</param>
internal sealed record BenchmarkColumn(string Name, string Meaning);
