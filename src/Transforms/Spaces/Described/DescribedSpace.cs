namespace NasPipelines.Spaces.Described;

/// <summary>A space that a file describes.</summary>
internal abstract class DescribedSpace(string name, string description) : ProductSpace
{
    public override string Name => name;

    public override string Description => description;

    /// <summary>All that networks depend on: two spaces of one name share no score unless their files say the same.</summary>
    public abstract override string Settings { get; }

    private protected sealed override string? Defined => Settings;
}
