namespace NasPipelines;

/// <summary>A result that says itself in words or as a table of fixed width, with numbers invariant of culture.</summary>
public abstract class PrintedResult
{
    private protected PrintedResult()
    {
    }

    /// <summary>The result, in words or as a table.</summary>
    public sealed override string ToString() => Print();

    /// <summary>What <see cref="ToString"/> says.</summary>
    private protected virtual string Print() => GetType().Name;
}
