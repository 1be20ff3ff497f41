using System.Collections.Concurrent;
using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NdsSpace
{
    private readonly ConcurrentDictionary<NetworkOptions, NetworkGraph> _largest = new();

    /// <inheritdoc/>
    public override bool HasSupernet => true;

    /// <summary>The architecture whose network has every weight of the space in full size: deepest, widest, without groups.</summary>
    internal Architecture Largest =>
        new(this, [.. Enumerable.Range(0, _choices.Count).Select(gene => gene < 3 * Stages ? _choices.Values(gene).Count - 1 : 0)]);

    /// <summary>
    /// The supernet of Ning et al. 2021: a stage of d blocks is the first d of the deepest one; a layer of c channels takes the first c filters of the widest
    /// one, and of each filter the first input channels. With o filters in g groups of c/g channels, filter f takes the channels from ⌊f·g/o⌋·c/g
    /// onwards of the dense weight. The first block of each stage always has a projection.
    /// </summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => BuildShared(null, options ?? new NetworkOptions());

    /// <summary>As <see cref="BuildNetwork"/>, but the first block of each stage always has a projection, and parameters are slices of the largest.</summary>
    /// <inheritdoc/>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        var largest = _largest.GetOrAdd(options, size => BuildShared(Largest.Genes, size));
        return ParameterSlices.Within(BuildShared(architecture.Genes, options), largest);
    }

    private NetworkGraph BuildShared(IReadOnlyList<int>? genes, NetworkOptions options)
    {
        options.Validate();
        return new Skeleton(this, genes, options, shared: true).Build();
    }
}
