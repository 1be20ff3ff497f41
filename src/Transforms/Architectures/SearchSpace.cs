using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Numerics;

namespace NasPipelines.Architectures;

/// <summary>
/// A set of architectures: how they are written, compared, enumerated, drawn and turned into networks. A new space is one class and one
/// line in <see cref="SearchSpaces.All"/>; loading and sampling take a space of your own as it is, scoring finds spaces by name in the list.
/// </summary>
/// <threadsafety>Instances are immutable and safe for use by several threads.</threadsafety>
public abstract class SearchSpace
{
    /// <summary>The name used in options, files and on the command line, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>The name used in the literature, with its reference.</summary>
    public abstract string Description { get; }

    /// <summary>The number of encodings in the space.</summary>
    public abstract BigInteger Size { get; }

    /// <summary>The encodings that <see cref="Parse"/> accepts; the first one is the default of <see cref="Format"/>.</summary>
    public abstract IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    /// <summary>Whether <see cref="Enumerate"/> is feasible.</summary>
    public abstract bool IsEnumerable { get; }

    /// <summary>Reads an architecture in any of the space's encodings.</summary>
    /// <exception cref="FormatException">No encoding fits, or the one that the text looks like is not well formed.</exception>
    public Architecture Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        foreach (var encoding in Encodings)
        {
            if (encoding.Recognises(trimmed))
            {
                return new Architecture(this, encoding.Parse(trimmed));
            }
        }

        var forms = string.Join("; ", Encodings.Select(e => $"{e.Name}: {e.Description}"));
        throw new FormatException($"'{text}' is not an architecture of {Name} in any of its encodings ({forms}).");
    }

    /// <summary>Writes an architecture.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="encoding">The name of one of <see cref="Encodings"/>; the first one where null.</param>
    /// <exception cref="ArgumentException">The space has no such encoding.</exception>
    public string Format(Architecture architecture, string? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var chosen = encoding is null ? Encodings[0] : Encodings.FirstOrDefault(e => e.Name == encoding);
        return chosen is null
            ? throw new ArgumentException(
                $"{Name} has no encoding '{encoding}'; it has {string.Join(", ", Encodings.Select(e => e.Name))}.", nameof(encoding))
            : chosen.Format(architecture.Genes.AsSpan());
    }

    /// <summary>All encodings of the space, in the benchmark's own order where there is one.</summary>
    /// <exception cref="NotSupportedException">The space is too large (<see cref="IsEnumerable"/> is false).</exception>
    public virtual IEnumerable<Architecture> Enumerate() =>
        throw new NotSupportedException($"{Name} has {Size} architectures and cannot be enumerated; draw from it with Sample.");

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

    /// <summary>The encodings at edit distance 1: one choice of the architecture changed.</summary>
    public abstract IEnumerable<Architecture> Neighbours(Architecture architecture);

    /// <summary>The position in the benchmark's own order, or null where the space has no such order.</summary>
    public virtual long? IndexOf(Architecture architecture) => null;

    /// <summary>A text that is the same for all encodings of a class, and different for different classes.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    public abstract string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence);

    /// <summary>
    /// The member that stands for the class of an architecture (<see cref="ArchitectureEquivalence.FunctionalAtInitialisation"/>): the
    /// same one for every member, so that what is computed on it depends on the class only.
    /// </summary>
    public abstract Architecture Representative(Architecture architecture);

    /// <summary>Whether the output of an architecture depends on its input.</summary>
    public virtual bool IsConnected(Architecture architecture) => true;

    /// <summary>The network that an architecture stands for.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public abstract NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null);

    /// <summary>The cost of the network that an architecture stands for: that of <see cref="BuildNetwork"/>, where a space can, without building it.</summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public virtual NetworkCost Cost(Architecture architecture, NetworkOptions? options = null) => NetworkCost.Of(BuildNetwork(architecture, options));

    /// <summary>Whether <see cref="BuildSupernet"/> is supported.</summary>
    public virtual bool HasSupernet => false;

    /// <summary>
    /// The network of the whole space: what architectures choose among is a choice by a gene, and parameters are those that architectures share.
    /// </summary>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    /// <exception cref="NotSupportedException">The space has no such network.</exception>
    public virtual NetworkGraph BuildSupernet(NetworkOptions? options = null) =>
        throw new NotSupportedException($"{Name} has no supernet.");

    /// <summary>
    /// The part of <see cref="BuildSupernet"/> that an architecture runs: its own network (<see cref="BuildNetwork"/>), unless the space says otherwise.
    /// </summary>
    /// <param name="architecture">An architecture of this space.</param>
    /// <param name="options">Size and form of the network; the space's benchmark defaults where null.</param>
    public virtual NetworkGraph BuildSubnet(Architecture architecture, NetworkOptions? options = null) => BuildNetwork(architecture, options);

    /// <summary>Checks that genes are a point of the space.</summary>
    /// <exception cref="FormatException">They are not; the message names the gene and what is allowed.</exception>
    protected internal abstract void Validate(ReadOnlySpan<int> genes);

    /// <summary>Draws one encoding uniformly.</summary>
    /// <param name="below">A uniform integer in [0, its argument).</param>
    protected abstract Architecture Draw(Func<int, int> below);
}
