namespace NasPipelines.Cli;

/// <summary>Where a verb prints: results to the first, progress and errors to the second; and where it reads <c>-</c> from.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>Standard input.</summary>
    public Stream In { get; init; } = Stream.Null;
}
