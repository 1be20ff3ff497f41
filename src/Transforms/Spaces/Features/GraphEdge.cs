namespace NasPipelines.Spaces.Features;

/// <summary>An edge of a cell's graph.</summary>
/// <param name="From">Where it comes from.</param>
/// <param name="To">Where it leads to, a later node.</param>
/// <param name="Operation">Its operation's place in the features' list.</param>
internal readonly record struct GraphEdge(int From, int To, int Operation)
{
    /// <summary>The operation of edges that only bring values together: they are among every set.</summary>
    public const int Joining = -1;

    public bool IsAmong(int allowed) => Operation == Joining || (allowed >> Operation & 1) != 0;
}
