namespace NasPipelines.Spaces.Described;

/// <summary>A space that a file describes.</summary>
internal abstract class DescribedSpace(string name, string description) : ProductSpace
{
    public override string Name => name;

    public override string Description => description;

    /// <summary>All that the file says: two spaces of one name share no score unless they are the same.</summary>
    public sealed override string Settings => Described;

    private protected sealed override string? Defined => Settings;

    /// <summary>All that networks depend on.</summary>
    protected abstract string Described { get; }
}
