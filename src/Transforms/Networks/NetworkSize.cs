namespace NasPipelines.Networks;

/// <summary>Size of the network that an architecture stands for: what is scored or trained decides all else about its form.</summary>
public sealed class NetworkSize : NetworkDimensions
{
    /// <summary>The benchmark's own size.</summary>
    public NetworkSize()
    {
    }

    /// <summary>The same size as another's; an initialiser changes parts of it.</summary>
    /// <param name="other">The other.</param>
    public NetworkSize(NetworkDimensions other)
        : base(other)
    {
    }
}
