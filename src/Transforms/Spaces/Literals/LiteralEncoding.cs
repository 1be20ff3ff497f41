namespace NasPipelines.Spaces.Literals;

/// <summary>A form whose texts are literals; what they are wrapped in (NumPy, PyTorch, JSON, OrderedDict) is not its concern.</summary>
internal abstract class LiteralEncoding : ArchitectureEncoding
{
    /// <summary>What messages call a text of this form, with its article.</summary>
    public abstract string Notation { get; }

    /// <summary>Whether a literal is of this form, so that its errors are the ones to report.</summary>
    public abstract bool Fits(Literal literal);

    /// <summary>The genes that a literal stands for.</summary>
    /// <exception cref="FormatException">It is not well formed.</exception>
    public abstract int[] Read(Literal literal);

    /// <summary>
    /// What else a well-formed literal may mean, and which encoding reads it so; null where its numbers have one meaning.
    /// </summary>
    public virtual string? Ambiguity(Literal literal) => null;

    public sealed override bool Recognises(ReadOnlySpan<char> text)
    {
        try
        {
            return Fits(LiteralReader.Read(text));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public sealed override int[] Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(LiteralReader.Read(text));
    }
}
