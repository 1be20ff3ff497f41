namespace NasPipelines.Benchmarks.Tables;

/// <summary>A column of numbers: one of the file as it is, or what is computed from it.</summary>
internal sealed record TableValue(int Column, string Name, Func<double, double>? Compute = null);
