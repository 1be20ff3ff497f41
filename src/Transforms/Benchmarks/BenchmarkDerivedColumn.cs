namespace NasPipelines.Benchmarks;

/// <summary>A column that a table's description adds, such as an accuracy in per cent computed from a count of images.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Source">The column of the file that it is computed from; it stays.</param>
/// <param name="Compute">The value for a source's value.</param>
internal sealed record BenchmarkDerivedColumn(string Name, string Source, Func<double, double> Compute);
