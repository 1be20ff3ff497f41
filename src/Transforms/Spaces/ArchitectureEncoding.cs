namespace NasPipelines.Spaces;

/// <summary>One way in which architectures of a space are written in files and papers.</summary>
public abstract class ArchitectureEncoding
{
    /// <summary>The encoding's name, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What the parts of the text mean, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a text looks like this encoding, so that its errors are the ones to report. Cheap.</summary>
    public abstract bool Recognises(ReadOnlySpan<char> text);

    /// <summary>The genes that a text stands for.</summary>
    /// <exception cref="FormatException">The text is not well formed; the message says what is wrong, where, and what would be
    /// right.</exception>
    public abstract int[] Parse(string text);

    /// <summary>The text for given genes.</summary>
    public abstract string Format(ReadOnlySpan<int> genes);
}
