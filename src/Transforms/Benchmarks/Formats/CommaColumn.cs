namespace NasPipelines.Benchmarks.Formats;

/// <summary>A column of a published table that is read.</summary>
/// <param name="Column">Its name there.</param>
/// <param name="Name">Its name here.</param>
/// <param name="Meaning">What its numbers are, in which unit.</param>
/// <param name="Unit">What a number there counts here.</param>
internal sealed record CommaColumn(string Column, string Name, string Meaning, double Unit = 1);
