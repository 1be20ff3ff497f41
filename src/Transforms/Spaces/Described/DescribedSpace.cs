using NasPipelines.Networks;

namespace NasPipelines.Spaces.Described;

/// <summary>A space that a file describes.</summary>
internal abstract class DescribedSpace(SpaceDescription description) : ProductSpace
{
    public sealed override string Name => description.Name;

    public sealed override string Description => description.Description ?? description.Name;

    public sealed override string Settings { get; } = description.Encode();

    private protected sealed override string OwnDefinition => Settings;

    protected SpaceDescription Described => description;

    /// <summary>A number of channels of the description in a network of another size.</summary>
    protected int Scaled(int channels, NetworkOptions options) => options.Channels is { } asked
        ? Math.Max(1, (int)Math.Round((double)channels * asked / description.Stem.Channels, MidpointRounding.AwayFromZero))
        : channels;

    protected static NetworkOptions Checked(NetworkOptions? options)
    {
        options ??= new();
        options.Validate();
        return options;
    }
}
