using System.Numerics;

namespace NasPipelines.Architectures;

/// <summary>
/// A design space of residual networks for CIFAR-10 from "On Network Design Spaces for Visual Recognition" (Radosavovic et al., ICCV 2019): depth and
/// width of three stages, and in ResNeXt-A the bottleneck ratio and the number of groups.
/// </summary>
/// <remarks>
/// Genes: three depths, three widths and, in ResNeXt-A, three bottleneck ratios and three numbers of groups, each an index into the values that
/// can be chosen. Every encoding is a function of its own.
/// </remarks>
public sealed partial class NdsSpace : SearchSpace
{
    private const int Stages = 3;

    private readonly IndependentChoices _choices;
    private readonly bool _bottleneck;

    private NdsSpace(string name, string description, double[] depths, double[] widths, double[]? ratios = null, double[]? groups = null)
    {
        Name = name;
        Description = description;
        _bottleneck = ratios is not null;
        _choices = new IndependentChoices(name,
        [
            .. ForEachStage("depth", depths),
            .. ForEachStage("width", widths),
            .. ForEachStage("bottleneck ratio", ratios ?? []),
            .. ForEachStage("groups", groups ?? []),
        ]);
        Encodings = [new CompactEncoding(this), new OrderedDictEncoding(this), new JobEncoding(this)];
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description { get; }

    /// <inheritdoc/>
    public override BigInteger Size => _choices.Size;

    /// <inheritdoc/>
    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; }

    /// <inheritdoc/>
    public override bool IsEnumerable => Size <= 2_000_000;

    internal static NdsSpace ResNet() => new(
        "nds-resnet",
        "NDS ResNet: basic residual blocks (Radosavovic et al., ICCV 2019)",
        depths: [1, 2, 3, 4, 6, 8, 12, 16, 24],
        widths: [16, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256]);

    internal static NdsSpace ResNeXtA() => new(
        "nds-resnext-a",
        "NDS ResNeXt-A: bottleneck blocks with groups (Radosavovic et al., ICCV 2019)",
        depths: [1, 2, 4, 8, 16],
        widths: [16, 32, 64, 128, 256],
        ratios: [0.25, 0.5, 1],
        groups: [1, 2, 4]);

    /// <inheritdoc/>
    public override IEnumerable<Architecture> Enumerate() =>
        IsEnumerable ? _choices.Enumerate().Select(genes => new Architecture(this, genes)) : base.Enumerate();

    /// <inheritdoc/>
    public override IEnumerable<Architecture> Neighbours(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return _choices.Neighbours(architecture.Genes).Select(genes => new Architecture(this, genes));
    }

    /// <inheritdoc/>
    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) => Format(architecture);

    /// <inheritdoc/>
    public override Architecture Representative(Architecture architecture) => architecture;

    /// <inheritdoc/>
    protected internal override void Validate(ReadOnlySpan<int> genes) => _choices.Validate(genes);

    /// <inheritdoc/>
    protected override Architecture Draw(Func<int, int> below) => new(this, _choices.Draw(below));

    private static IEnumerable<IndependentChoices.Choice> ForEachStage(string name, double[] values) =>
        values.Length == 0 ? [] : Enumerable.Range(1, Stages).Select(stage => new IndependentChoices.Choice($"{name} of stage {stage}", values));
}
