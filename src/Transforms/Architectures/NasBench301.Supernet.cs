using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NasBench301
{
    private const int SharedChannels = 16;

    /// <inheritdoc/>
    public override bool HasSupernet => true;

    /// <summary>
    /// The supernet of DARTS as Ning et al. 2021 train it: the skeleton of <see cref="BuildNetwork"/> with 16 channels by default, every edge of every cell
    /// owning its seven operations, and a normalisation after pooling.
    /// </summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => BuildShared(null, options);

    /// <summary>As <see cref="BuildNetwork"/>, but 16 channels by default, and pooling is followed by a normalisation.</summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return BuildShared(architecture.Genes.ToArray(), options);
    }

    private static NetworkGraph BuildShared(int[]? genes, NetworkOptions? options)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new Skeleton(genes, options, shared: true).Build();
    }
}
