namespace NasPipelines.Cli;

/// <summary>Where a verb prints: results to the first, progress and errors to the second.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error);
