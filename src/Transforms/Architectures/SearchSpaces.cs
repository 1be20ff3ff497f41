namespace NasPipelines.Architectures;

/// <summary>The search spaces that come with the product.</summary>
public static class SearchSpaces
{
    /// <summary>NAS-Bench-201.</summary>
    public static NasBench201 NasBench201 { get; } = new();

    /// <summary>NAS-Bench-301: the cells of DARTS.</summary>
    public static NasBench301 NasBench301 { get; } = new();

    /// <summary>ResNet of the network design spaces.</summary>
    public static NdsSpace NdsResNet { get; } = NdsSpace.ResNet();

    /// <summary>ResNeXt-A of the network design spaces.</summary>
    public static NdsSpace NdsResNeXtA { get; } = NdsSpace.ResNeXtA();

    /// <summary>NATS-Bench's size space.</summary>
    public static NatsSizeSpace NatsSizes { get; } = new();

    /// <summary>TransNAS-Bench-101's macro space.</summary>
    public static TransNasMacro TransNasMacro { get; } = new();

    /// <summary>NAS-Bench-101.</summary>
    public static NasBench101 NasBench101 { get; } = new();

    /// <summary>NAS-Bench-1Shot1, sub-space 3.</summary>
    public static NasBench1Shot1 NasBench1Shot1 { get; } = new(3);

    /// <summary>All of them. Adding a space is one line here; the conformance suite then tests it.</summary>
    public static IReadOnlyList<SearchSpace> All { get; } =
        [NasBench201, NasBench101, NasBench1Shot1, NasBench301, NdsResNet, NdsResNeXtA, NatsSizes, TransNasMacro];

    /// <summary>The space of a given name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that exist.</exception>
    public static SearchSpace Get(string name) =>
        All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"Unknown search space '{name}'; known: {string.Join(", ", All.Select(s => s.Name))}.", nameof(name));
}
