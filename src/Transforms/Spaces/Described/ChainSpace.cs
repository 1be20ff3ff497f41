using System.Collections.Concurrent;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.Spaces.Described;

/// <summary>A described space of chains.</summary>
internal sealed class ChainSpace : DescribedSpace
{
    private readonly ChainDescription _chain;
    private readonly ChainGenes _genes;
    private readonly ConcurrentDictionary<NetworkOptions, NetworkGraph> _whole = new();

    public ChainSpace(ChainDescription chain)
        : base(chain.Name, chain.Description)
    {
        _chain = chain;
        _genes = new ChainGenes(chain.Stages);
    }

    public override IReadOnlyList<GeneChoice> Choices => _genes.Choices.Named;

    public override bool HasSupernet => true;

    /// <summary>Kind and value, such as <c>kernel 5</c>, whatever the stage and block.</summary>
    public override string GeneName(int gene, int value) => _genes.Name(gene, value);

    /// <summary>The genes, 0 for blocks that the depth of their stage leaves out: what is chosen for them changes nothing.</summary>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Format(equivalence == ArchitectureEquivalence.None ? architecture : Representative(architecture));
    }

    public override Architecture Representative(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return new(this, _genes.WithoutAbsentBlocks(architecture.Genes));
    }

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return Build(architecture.Genes, options, shared: false);
    }

    /// <summary>
    /// A stage of d blocks is the first d of the deepest one; a layer of c channels takes the first c filters of the widest one; blocks of
    /// other kernels and expansions have weights of their own.
    /// </summary>
    public override NetworkGraph BuildSupernet(NetworkOptions? options = null) => Build(null, options, shared: true);

    /// <summary>
    /// As <see cref="BuildNetwork"/>, but the first residual block of each stage always has a projection, and parameters are slices.
    /// </summary>
    public override NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var whole = _whole.GetOrAdd(options ?? new NetworkOptions(), size => BuildSupernet(size));
        return ParameterSlices.Within(Build(architecture.Genes, options, shared: true), whole);
    }

    protected override string Described => _chain.ToText();

    private NetworkGraph Build(IReadOnlyList<int>? genes, NetworkOptions? options, bool shared)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new ChainNetwork(_chain, _genes, genes, options, shared).Build();
    }
}
