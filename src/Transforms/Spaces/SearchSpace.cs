using System.Globalization;
using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Numerics;
using NasPipelines.Spaces.Features;

namespace NasPipelines.Spaces;

/// <summary>
/// A set of architectures: how they are written, compared, enumerated, drawn and turned into networks. A space of your own derives from
/// <see cref="ProductSpace"/> where its genes are independent choices, else from this class; what is virtual here has sound defaults.
/// </summary>
/// <threadsafety>Instances are immutable and safe for use by several threads.</threadsafety>
public abstract class SearchSpace
{
    private static readonly IReadOnlyList<ArchitectureEncoding> GenesOnly = [new GenesEncoding()];

    /// <summary>
    /// The name used in options, files and on the command line, lower case; a space of your own has none of a listed space.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>The name used in the literature, with its reference.</summary>
    /// <value>Default: <see cref="Name"/>.</value>
    public virtual string Description => Name;

    /// <summary>The number of encodings in the space.</summary>
    public abstract BigInteger Size { get; }

    /// <summary>The encodings that <see cref="Parse(string)"/> accepts; the first one is the default of <see cref="Format"/>.</summary>
    /// <value>Default: the genes, as in <c>1,0,2</c>.</value>
    public virtual IReadOnlyList<ArchitectureEncoding> Encodings => GenesOnly;

    /// <summary>
    /// The operations that genes choose among, by their names in <see cref="GeneName"/>; empty where genes choose other things.
    /// </summary>
    public virtual IReadOnlyList<string> Operations => [];

    /// <summary>
    /// The names of sets of architectures that the literature calls by the name of this space (<see cref="EnumerateSet"/>).
    /// </summary>
    public virtual IReadOnlyList<string> Sets => [];

    /// <summary>Whether <see cref="Enumerate"/> is feasible.</summary>
    public virtual bool IsEnumerable => false;

    /// <summary>
    /// The settings of this instance that its architectures and networks depend on, as a text: journals tell two spaces of one class and
    /// name apart by it. Only asked of spaces of your own.
    /// </summary>
    /// <value>The values of the instance's fields.</value>
    /// <exception cref="InvalidOperationException">A field is neither number nor text nor a list or object of them: override this
    /// property.</exception>
    public virtual string Settings => FieldSettings.Of(this, typeof(SearchSpace), Name);

    /// <summary>
    /// What scores depend on by the space beside its <see cref="Name"/>: class, build and <see cref="Settings"/> of a space of your own;
    /// what its file says of a described one; null where the space comes with the product, whose names have one meaning.
    /// </summary>
    public string? Definition => Defined;

    private protected virtual string? Defined => GetType() is var type && type.Assembly == typeof(SearchSpace).Assembly
        ? null
        : $"{type.FullName} {type.Module.ModuleVersionId} {Settings}".TrimEnd();

    /// <summary>
    /// Whether parameters of one name are one parameter in all networks of the space, so that they are made once for all; false where
    /// networks have nothing in common.
    /// </summary>
    internal virtual bool SharesParameters => true;

    /// <summary>The graph features of the space's cells; null where it has no cells, or none that features are defined for.</summary>
    internal virtual CellFeatures? Features => null;

    /// <summary>Reads an architecture in any of the space's encodings, as Python, NumPy, PyTorch and JSON write them.</summary>
    /// <exception cref="FormatException">
    /// No encoding fits, or the one that the text looks like is not well formed: the message names it.
    /// </exception>
    public Architecture Parse(string text) => NotationReader.Read(this, text, null);

    /// <summary>Reads an architecture in the encoding of a name.</summary>
    /// <param name="text">The architecture.</param>
    /// <param name="encoding">
    /// The name of one of <see cref="Encodings"/>, some of which are only read by name; null takes the one that the text looks like.
    /// </param>
    /// <exception cref="FormatException">The text is not well formed.</exception>
    /// <exception cref="ArgumentException">The space has no such encoding.</exception>
    public Architecture Parse(string text, string? encoding) => NotationReader.Read(this, text, encoding);

    /// <summary>
    /// What else a text may mean that <see cref="Parse(string)"/> reads: a sentence that says how it is read, and by which encoding's name
    /// the other meaning is had. Six numbers of NAS-Bench-201 are such a text, since tools number operations differently.
    /// </summary>
    /// <param name="text">An architecture.</param>
    /// <returns>null where the text has one meaning.</returns>
    /// <exception cref="FormatException">No encoding fits.</exception>
    public string? Ambiguity(string text) => NotationReader.Ambiguity(this, text);

    /// <summary>Writes an architecture.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="encoding">The name of one of <see cref="Encodings"/>; the first one where null.</param>
    /// <exception cref="ArgumentException">The space has no such encoding.</exception>
    public string Format(Architecture architecture, string? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return (encoding is null ? Encodings[0] : NotationReader.Named(this, encoding)).Format(architecture.Genes.AsSpan());
    }

    /// <summary>All encodings of the space, in the benchmark's own order where there is one.</summary>
    /// <exception cref="NotSupportedException">The space is too large (<see cref="IsEnumerable"/> is false).</exception>
    public virtual IEnumerable<Architecture> Enumerate() =>
        throw new NotSupportedException($"{Name} has {Size} architectures and cannot be enumerated; draw from it with Sample.");

    /// <summary>The architectures of one of <see cref="Sets"/>.</summary>
    /// <param name="name">The set's name.</param>
    /// <exception cref="ArgumentException">The space has no such set; the message lists those it has.</exception>
    public virtual IEnumerable<Architecture> EnumerateSet(string name) => throw UnknownSet(name);

    /// <summary>Draws different encodings uniformly at random.</summary>
    /// <param name="count">How many; at most <see cref="Size"/>.</param>
    /// <param name="seed">The same seed gives the same architectures in the same order.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or larger than the space.</exception>
    public IReadOnlyList<Architecture> Sample(int count, long seed)
    {
        if (count < 0 || count > Size)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"count must be in [0, {Size}], the size of {Name}");
        }

        var random = new SplitMix64(Fnv1a.Hash($"sample {Name}") + SplitMix64.Mix((ulong)seed));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var drawn = new List<Architecture>(count);
        while (drawn.Count < count)
        {
            var architecture = Draw(below => (int)random.NextInteger(below));
            if (seen.Add(architecture.Text))
            {
                drawn.Add(architecture);
            }
        }

        return drawn;
    }

    /// <summary>
    /// What a value of a gene stands for, such as <c>nor_conv_3x3</c> or <c>depth 4</c>: another text for each value of a gene. Equal
    /// choices at different places, such as the operations of the edges of a cell, have one name: analyses count them together.
    /// </summary>
    /// <param name="gene">The position of the gene.</param>
    /// <param name="value">One of its values.</param>
    /// <value>Default: gene and value, such as <c>gene3=2</c>.</value>
    public virtual string GeneName(int gene, int value) => string.Create(CultureInfo.InvariantCulture, $"gene{gene}={value}");

    /// <summary>What changes where a gene changes from one value to another: the names of both, where nothing shorter tells it.</summary>
    /// <param name="gene">The position of the gene.</param>
    /// <param name="from">Its value before.</param>
    /// <param name="to">Its value afterwards.</param>
    public virtual (string From, string To) GeneChange(int gene, int from, int to) => (GeneName(gene, from), GeneName(gene, to));

    /// <summary>
    /// The operations that an architecture chose, as written, one for each choice; empty where the space has no <see cref="Operations"/>.
    /// </summary>
    /// <param name="architecture">An architecture of this space.</param>
    public virtual IEnumerable<string> OperationsOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture.Genes.Select((value, gene) => GeneName(gene, value)).Where(Operations.Contains);
    }

    /// <summary>The cell that a gene is of, where the space has cells of several names; null elsewhere.</summary>
    internal virtual string? CellOf(int gene) => null;

    /// <summary>The operations that an architecture chose (see <see cref="OperationsOf"/>), each with its cell.</summary>
    internal IReadOnlyList<(string? Cell, string Operation)> CellOperationsOf(Architecture architecture) =>
        Operations.Count == 0 || CellOf(0) is null
            ? [.. OperationsOf(architecture).Select(operation => ((string?)null, operation))]
            : [.. architecture.Genes.Select((value, gene) => (CellOf(gene), GeneName(gene, value)))
                .Where(chosen => Operations.Contains(chosen.Item2))];

    /// <summary>The encodings at edit distance 1: one choice of the architecture changed.</summary>
    public abstract IEnumerable<Architecture> Neighbours(Architecture architecture);

    /// <summary>The position in the benchmark's own order, or null where the space has no such order.</summary>
    public virtual long? IndexOf(Architecture architecture) => null;

    /// <summary>A text that is the same for all encodings of a class, and different for different classes.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <value>Default: the text, so that every encoding is a class of its own.</value>
    public virtual string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) => Format(architecture);

    /// <summary>
    /// The member that stands for the class of an architecture (<see cref="ArchitectureEquivalence.FunctionalAtInitialisation"/>): the
    /// same one for every member, so that what is computed on it depends on the class only. Override it together with
    /// <see cref="CanonicalForm"/>.
    /// </summary>
    /// <value>Default: the architecture itself.</value>
    public virtual Architecture Representative(Architecture architecture) => architecture;

    /// <summary>Whether the output of an architecture depends on its input.</summary>
    public virtual bool IsConnected(Architecture architecture) => true;

    /// <summary>
    /// Whether each operation of an architecture is reached from its input and reaches its output; <c>none</c> is no operation.
    /// </summary>
    /// <exception cref="NotSupportedException">The space does not tell.</exception>
    public virtual bool UsesEveryOperation(Architecture architecture) =>
        throw new NotSupportedException($"{Name} does not tell whether an architecture has operations of no use.");

    /// <summary>The network that an architecture stands for.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public abstract NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null);

    /// <summary>
    /// The cost of the network that an architecture stands for: that of <see cref="BuildNetwork"/>, where a space can, without building it.
    /// </summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public virtual NetworkCost Cost(Architecture architecture, NetworkOptions? options = null) =>
        CountLayers(architecture, options ?? new NetworkOptions())?.Cost ?? NetworkCost.Of(BuildNetwork(architecture, options));

    /// <summary>What the layers of a network cost, where the space counts it without building the network; else null.</summary>
    internal virtual CostCounter? CountLayers(Architecture architecture, NetworkOptions options) => null;

    /// <summary>Where the parameters of an architecture's network come from when it is scored.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="anew">Values made anew.</param>
    internal virtual ParameterSource ParametersOf(Architecture architecture, ParameterSource anew) => anew;

    /// <summary>Whether <see cref="BuildSupernet"/> is supported.</summary>
    public virtual bool HasSupernet => false;

    /// <summary>
    /// The network of the whole space: what architectures choose among is a choice by a gene, and parameters are those that architectures
    /// share.
    /// </summary>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    /// <exception cref="NotSupportedException">The space has no such network.</exception>
    public virtual NetworkGraph BuildSupernet(NetworkOptions? options = null) =>
        throw new NotSupportedException($"{Name} has no supernet.");

    /// <summary>
    /// The part of <see cref="BuildSupernet"/> that an architecture runs: its own network (<see cref="BuildNetwork"/>), unless the space
    /// says otherwise.
    /// </summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public virtual NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null) =>
        BuildNetwork(architecture, options);

    /// <summary>Checks that genes are a point of the space.</summary>
    /// <exception cref="FormatException">They are not; the message names the gene and what is allowed.</exception>
    protected internal abstract void Validate(ReadOnlySpan<int> genes);

    /// <summary>Draws one encoding uniformly.</summary>
    /// <param name="below">A uniform integer in [0, its argument).</param>
    protected abstract Architecture Draw(Func<int, int> below);

    /// <summary>The error of <see cref="EnumerateSet"/> for a set that the space does not have.</summary>
    private protected ArgumentException UnknownSet(string name) =>
        new($"Unknown set '{name}' of {Name}; known: {(Sets.Count > 0 ? string.Join(", ", Sets) : "none")}.", nameof(name));
}
