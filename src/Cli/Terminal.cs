using System.Collections.Concurrent;

namespace NasPipelines.Cli;

/// <summary>Where a verb prints: results to the first, progress and errors to the second; and where it reads <c>-</c> from.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>Standard input.</summary>
    public Stream In { get; init; } = Stream.Null;

    private ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Keeps a line for <see cref="Error"/> until the verb is under way: what is refused is refused in one line.</summary>
    public void Tell(string line) => Told.Enqueue(line);

    /// <summary>Prints the lines kept.</summary>
    public void ShowTold()
    {
        while (Told.TryDequeue(out var line))
        {
            Error.WriteLine(line);
        }
    }
}
