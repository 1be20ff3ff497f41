using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.TransNasMacro;

/// <summary>
/// The macro space of TransNAS-Bench-101 (Duan et al., CVPR 2021): four to six modules of two residual blocks. Genes: a number per module,
/// 0 as it is, 1 twice the channels, 2 half the size, 3 both; channels are doubled one to three times, the size is halved one to four
/// times.
/// </summary>
internal sealed class TransNasMacroSpace : SearchSpace
{
    private const int Fewest = 4;
    private const int Most = 6;
    private const int Kinds = 4;
    private static readonly string[] KindNames = ["as it is", "twice the channels", "half the size", "twice the channels, half the size"];

    private readonly Lazy<int[][]> _all;

    public TransNasMacroSpace() => _all = new(() => [.. Codes()]);

    public override string Name => "transnas101-macro";

    public override string Description => "TransNAS-Bench-101 macro space (Duan et al., CVPR 2021)";

    public override BigInteger Size => _all.Value.Length;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = [new CodeEncoding()];

    public override bool IsEnumerable => true;

    public override IEnumerable<Architecture> Enumerate() => _all.Value.Select(genes => new Architecture(this, genes));

    /// <summary>What a module does, wherever it is.</summary>
    public override string GeneName(int gene, int value) => KindNames[value];

    /// <summary>One module changed, or one added or taken away at the end.</summary>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        var genes = architecture.Genes;
        var changed =
            from module in Enumerable.Range(0, genes.Length)
            from kind in Enumerable.Range(0, Kinds)
            where kind != genes[module]
            select genes.SetItem(module, kind);
        return changed.Concat(Enumerable.Range(0, Kinds).Select(genes.Add)).Append(genes.RemoveAt(genes.Length - 1))
            .Where(g => Fault(g.AsSpan()) is null).Select(g => new Architecture(this, g.AsSpan()));
    }

    /// <summary>
    /// The classification network: a stem of two 3×3 convolutions that quarters the size (64 channels by default), the modules, global
    /// pooling, a classifier. The benchmark's images have 256×256 pixels; set <see cref="NetworkDimensions.ImageSize"/> for its costs.
    /// <see cref="NetworkDimensions.CellsPerStage"/> is the number of blocks of a module, 2 by default.
    /// </summary>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        options ??= new NetworkOptions();
        options.Validate();
        var net = new NetworkBlocks(options);
        var channels = options.Channels ?? 64;
        var x = net.Graph.EndBlock(
            net.ReluConvNorm(net.ConvNorm(0, "stem.conv_a", Math.Max(1, channels / 2), 3, 2), "stem.conv_b", channels, 3, 2));
        for (var module = 0; module < architecture.Genes.Length; module++)
        {
            var kind = architecture.Genes[module];
            channels = Doubles(kind) ? 2 * channels : channels;
            for (var block = 0; block < (options.CellsPerStage ?? 2); block++)
            {
                x = net.Graph.EndBlock(Block(x, $"modules.{module}.blocks.{block}", channels, Halves(kind) && block == 0 ? 2 : 1));
            }
        }

        return net.Classify(x);

        int Block(int input, string name, int width, int stride)
        {
            var branch = net.ReluConvNorm(
                net.ReluConvNorm(input, $"{name}.conv_a", width, 3, stride, options.AffineCells), $"{name}.conv_b", width, 3, 1,
                options.AffineCells);
            var shortcut = stride != 1 || width != net.Graph.ShapeOf(input).Channels
                ? net.ConvNorm(input, $"{name}.downsample", width, 1, stride, options.AffineCells)
                : input;
            return net.Graph.Add([shortcut, branch], $"{name}.add");
        }
    }

    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
        if (Fault(genes) is { } fault)
        {
            throw new FormatException($"An architecture of {Name} has {fault}.");
        }
    }

    protected override Architecture Draw(Func<int, int> below)
    {
        ArgumentNullException.ThrowIfNull(below);
        return new(this, _all.Value[below(_all.Value.Length)]);
    }

    private static bool Doubles(int kind) => kind is 1 or 3;

    private static bool Halves(int kind) => kind is 2 or 3;

    /// <summary>What genes must have and do not, or null.</summary>
    private static string? Fault(ReadOnlySpan<int> genes)
    {
        var (doubled, halved) = (0, 0);
        foreach (var kind in genes)
        {
            if (kind is < 0 or >= Kinds)
            {
                return $"modules of kinds 1 to {Kinds} (found {kind + 1})";
            }

            doubled += Doubles(kind) ? 1 : 0;
            halved += Halves(kind) ? 1 : 0;
        }

        return genes.Length is < Fewest or > Most ? $"{Fewest} to {Most} modules (found {genes.Length})"
            : doubled is < 1 or > 3 ? $"one to three modules that double the channels, 2 or 4 (found {doubled})"
            : halved is < 1 or > 4 ? $"one to four modules that halve the size, 3 or 4 (found {halved})"
            : null;
    }

    private static IEnumerable<int[]> Codes() =>
        from length in Enumerable.Range(Fewest, Most - Fewest + 1)
        from genes in GeneProduct.Of([.. Enumerable.Repeat(Kinds, length)])
        where Fault(genes) is null
        select genes;
}
