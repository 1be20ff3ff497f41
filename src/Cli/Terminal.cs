using System.Collections.Concurrent;

namespace NasPipelines.Cli;

/// <summary>Where a verb prints: results to the first, progress and errors to the second; and where it reads <c>-</c> from.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error)
{
    /// <summary>The width that tables and help keep to where there is no terminal to ask: in pipes and files.</summary>
    public const int UsualWidth = 80;

    /// <summary>Standard input.</summary>
    public Stream In { get; init; } = Stream.Null;

    /// <summary>Characters in a line.</summary>
    public int Width { get; init; } = UsualWidth;

    /// <summary>Whether progress is seen as it comes, and not kept in a file.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>How much is said; known once the command line is parsed.</summary>
    public Verbosity Verbosity { get; set; }

    /// <summary>The file that warnings, notes and errors go to as well; null for none.</summary>
    public LogFile? Log { get; set; }

    private ConcurrentQueue<string> Told { get; } = new();

    /// <summary>Where verbs say what they have done and written: nowhere with <c>--quiet</c>.</summary>
    public TextWriter Status => Verbosity == Verbosity.Quiet ? TextWriter.Null : Out;

    /// <summary>Where verbs show how far they are: nowhere with <c>--quiet</c>.</summary>
    public TextWriter Progress => Verbosity == Verbosity.Quiet ? TextWriter.Null : Error;

    /// <summary>Says what may make results other than they seem; <c>--quiet</c> does not hide it.</summary>
    public void Warn(string message) => Say($"warning: {message}");

    /// <summary>Says what is good to know.</summary>
    public void Note(string message)
    {
        if (Verbosity == Verbosity.Quiet)
        {
            Log?.Write(message);
        }
        else
        {
            Say(message);
        }
    }

    /// <summary>Says what only <c>--verbose</c> and the log file tell.</summary>
    public void Detail(string message)
    {
        if (Verbosity == Verbosity.Verbose)
        {
            Say(message);
        }
        else
        {
            Log?.Write(message);
        }
    }

    /// <summary>Keeps a note until the verb is under way: what is refused is refused in one line.</summary>
    public void Tell(string message) => Told.Enqueue(message);

    /// <summary>Says the notes that are kept.</summary>
    public void ShowTold()
    {
        while (Told.TryDequeue(out var message))
        {
            Note(message);
        }
    }

    /// <summary>Says a line on standard error.</summary>
    public void Say(string message)
    {
        var line = message.ReplaceLineEndings(" ");
        Error.WriteLine($"nas: {line}");
        Log?.Write(line);
    }
}
