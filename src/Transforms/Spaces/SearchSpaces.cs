using NasPipelines.Spaces.Described;
using NasPipelines.Spaces.NasBench101;
using NasPipelines.Spaces.NasBench1Shot1;
using NasPipelines.Spaces.NasBench201;
using NasPipelines.Spaces.NasBench301;
using NasPipelines.Spaces.NatsSizes;
using NasPipelines.Spaces.Nds;
using NasPipelines.Spaces.NetworkFiles;
using NasPipelines.Spaces.TransNasMacro;

namespace NasPipelines.Spaces;

/// <summary>The search spaces that come with the product.</summary>
public static class SearchSpaces
{
    /// <summary>NAS-Bench-201: an operation on each of the six edges of a cell.</summary>
    public static SearchSpace NasBench201 { get; } = new NasBench201Space();

    /// <summary>NAS-Bench-301: the cells of DARTS.</summary>
    public static SearchSpace NasBench301 { get; } = new NasBench301Space();

    /// <summary>ResNet of the network design spaces.</summary>
    public static SearchSpace NdsResNet { get; } = NdsSpace.ResNet();

    /// <summary>ResNeXt-A of the network design spaces.</summary>
    public static SearchSpace NdsResNeXtA { get; } = NdsSpace.ResNeXtA();

    /// <summary>NATS-Bench's size space.</summary>
    public static SearchSpace NatsSizes { get; } = new NatsSizeSpace();

    /// <summary>TransNAS-Bench-101's macro space.</summary>
    public static SearchSpace TransNasMacro { get; } = new TransNasMacroSpace();

    /// <summary>NAS-Bench-101: cells that are graphs of at most seven vertices and nine edges.</summary>
    public static SearchSpace NasBench101 { get; } = new NasBench101Space();

    /// <summary>NAS-Bench-1Shot1, sub-space 3: what Ning et al. 2021 call NAS-Bench-101.</summary>
    public static SearchSpace NasBench1Shot1 { get; } = new NasBench1Shot1Space(3);

    /// <summary>NAS-Bench-1Shot1, sub-space 1, which is smaller; not in <see cref="All"/>.</summary>
    public static SearchSpace NasBench1Shot1Sub1 { get; } = new NasBench1Shot1Space(1);

    /// <summary>NAS-Bench-1Shot1, sub-space 2, which is smaller; not in <see cref="All"/>.</summary>
    public static SearchSpace NasBench1Shot1Sub2 { get; } = new NasBench1Shot1Space(2);

    /// <summary>All of them. Adding a space is one line here; the conformance suite then tests it.</summary>
    public static IReadOnlyList<SearchSpace> All { get; } =
        [NasBench201, NasBench101, NasBench1Shot1, NasBench301, NdsResNet, NdsResNeXtA, NatsSizes, TransNasMacro];

    /// <summary>
    /// A search space that a file describes: cells with operations on their edges, or a chain of blocks with choices of kernel, expansion,
    /// width and depth. Every call makes a space of its own.
    /// </summary>
    /// <param name="path">A .json, .yaml or .yml file; <c>docs/describing-a-search-space.md</c> says what is in it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no description; the message names all that is wrong, each with its
    /// place.</exception>
    public static SearchSpace FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return SpaceFile.Load(path);
    }

    /// <summary>Spaces of tables that were saved, which no one names: their networks are elsewhere.</summary>
    internal static IReadOnlyList<SearchSpace> OfTables { get; } = [NetworkFileSpace.WithoutFiles, NetworkNameSpace.Instance];

    /// <summary>The space of a given name among the listed ones and some of your own.</summary>
    /// <param name="name">The name; case is ignored.</param>
    /// <param name="own">Spaces that are not listed; null for none.</param>
    /// <exception cref="ArgumentException">
    /// There is none of that name; the message lists those that exist. Or a space of your own has the name of another one, so that a name
    /// would not say which is meant.
    /// </exception>
    public static SearchSpace Get(string name, IEnumerable<SearchSpace>? own = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        SearchSpace[] known = [.. All.Concat(own ?? []).Distinct()];
        if (known.GroupBy(space => space.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(spaces => spaces.Count() > 1) is { } clash)
        {
            throw new ArgumentException($"Two different search spaces are named '{clash.Key}'; give your own another name.", nameof(own));
        }

        return known.FirstOrDefault(space => space.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? OfTables.FirstOrDefault(space => space.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"Unknown search space '{name}'; known: {string.Join(", ", known.Select(space => space.Name))}. A space of your own is "
                + "passed as it is, and "
                + "where a model is loaded: nas.Model.Load(path, spaces).",
                nameof(name));
    }
}
