using System.Collections.Immutable;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;

namespace NasPipelines.Networks.Graph;

/// <summary>One operation of a <see cref="NetworkGraph"/>; <see cref="NetworkOperation"/> is what others see of it.</summary>
/// <param name="Name">Structural name, such as <c>cells.3.edge.0-2.relu</c>.</param>
/// <param name="Inputs">Positions of its operands in the graph, all smaller than its own.</param>
/// <param name="Shape">Shape of its value for one sample.</param>
internal abstract record NetworkNode(string Name, ImmutableArray<int> Inputs, FeatureShape Shape)
{
    /// <summary>How many equal operations this one stands for (see <see cref="GraphPasses.ShareEqualSubexpressions"/>).</summary>
    public int Multiplicity { get; init; } = 1;

    /// <summary>
    /// In the graph of a whole space: the channels of its value where genes decide them; <see cref="Shape"/> then has the most.
    /// </summary>
    internal ElasticWidth? Width { get; init; }

    /// <summary>The parameters it reads.</summary>
    public virtual ImmutableArray<ParameterReference> Parameters => [];

    /// <summary>Multiply-accumulates per sample: convolutions and linear layers only, as the benchmarks count them.</summary>
    public virtual long Macs => 0;

    /// <summary>The weight, where the operation is a layer: a convolution or a linear layer.</summary>
    public virtual ParameterReference? LayerWeight => null;

    /// <summary>Whether it is an activation: what a network has between its layers to be more than linear.</summary>
    public virtual bool IsActivation => false;

    /// <summary>Whether the value is its operand's in another form, in the same memory.</summary>
    public virtual bool IsView => false;

    /// <summary>The operation with everything but its operands and name: equal texts on equal operands give equal values.</summary>
    public abstract string Operation { get; }
}

/// <summary>The image.</summary>
internal sealed record Input(string Name, FeatureShape Shape) : NetworkNode(Name, [], Shape)
{
    /// <inheritdoc/>
    public override string Operation => "input";
}

/// <summary>A constant of zeros: an edge without operation.</summary>
internal sealed record Zero(string Name, FeatureShape Shape) : NetworkNode(Name, [], Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"zero {Shape}";
}

/// <summary>A two-dimensional convolution (cross-correlation).</summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The one operand.</param>
/// <param name="Shape">Output shape.</param>
/// <param name="Weight">Kernel, [out, in/groups, k, k].</param>
/// <param name="Bias">Bias, or null.</param>
/// <param name="Stride">Stride in both directions.</param>
/// <param name="Padding">Zero padding on every side.</param>
/// <param name="Dilation">Distance between kernel positions.</param>
/// <param name="Groups">Number of channel groups.</param>
internal sealed record Conv2d(
    string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ParameterReference Weight, ParameterReference? Bias, int Stride,
    int Padding, int Dilation, int Groups)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => Bias is null ? [Weight] : [Weight, Bias];

    /// <summary>Strides, padding and dilation where they differ between directions or sides; null where the square ones hold.</summary>
    public ConvolutionWindow? Window { get; init; }

    /// <inheritdoc/>
    public override ParameterReference LayerWeight => Weight;

    /// <inheritdoc/>
    public override long Macs => Weight.Size * Shape.Height * Shape.Width;

    /// <inheritdoc/>
    public override string Operation => Window is null
        ? $"conv2d {Weight.Label} {Bias?.Label} stride {Stride} padding {Padding} dilation {Dilation} groups {Groups}"
        : $"conv2d {Weight.Label} {Bias?.Label} {Window} groups {Groups}";
}

/// <summary>Batch normalisation over samples and positions.</summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The one operand.</param>
/// <param name="Shape">Output shape.</param>
/// <param name="Scale">Scale, or null for 1.</param>
/// <param name="Shift">Shift, or null for 0.</param>
/// <param name="Epsilon">Added to the variance.</param>
internal sealed record BatchNorm(
    string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ParameterReference? Scale, ParameterReference? Shift, double Epsilon)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => Scale is null || Shift is null ? [] : [Scale, Shift];

    /// <summary>The channels that running statistics are stored for: those of the widest network that shares them.</summary>
    public int StoredChannels { get; init; } = Shape.Channels;

    /// <summary>The running mean, which only running statistics read; not counted among the parameters.</summary>
    public ParameterReference RunningMean => Statistic("running_mean", ParameterRole.RunningMean);

    /// <summary>The running variance (see <see cref="RunningMean"/>).</summary>
    public ParameterReference RunningVariance => Statistic("running_var", ParameterRole.RunningVariance);

    /// <inheritdoc/>
    public override string Operation => $"batch_norm {Scale?.Label} {Shift?.Label} {Epsilon:R}";

    private ParameterReference Statistic(string kind, ParameterRole role) =>
        new($"{Name}.{kind}", role, [Shape.Channels], StoredChannels == Shape.Channels ? null : new([StoredChannels], 1));
}

/// <summary>max(x, 0).</summary>
internal sealed record Relu(string Name, ImmutableArray<int> Inputs, FeatureShape Shape) : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override bool IsActivation => true;

    /// <inheritdoc/>
    public override string Operation => "relu";
}

/// <summary>Average over a square window; padding is not counted.</summary>
internal sealed record AvgPool(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Kernel, int Stride, int Padding)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"avg_pool {Kernel} stride {Stride} padding {Padding}";
}

/// <summary>Maximum over a square window.</summary>
internal sealed record MaxPool(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Kernel, int Stride, int Padding)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"max_pool {Kernel} stride {Stride} padding {Padding}";
}

/// <summary>Mean over all positions.</summary>
internal sealed record GlobalAvgPool(string Name, ImmutableArray<int> Inputs, FeatureShape Shape) : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => "global_avg_pool";
}

/// <summary>A linear layer on pooled features.</summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The one operand.</param>
/// <param name="Shape">Output shape: classes×1×1.</param>
/// <param name="Weight">Matrix, [out, in].</param>
/// <param name="Bias">Bias, [out].</param>
internal sealed record Linear(
    string Name, ImmutableArray<int> Inputs, FeatureShape Shape, ParameterReference Weight, ParameterReference Bias)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override ImmutableArray<ParameterReference> Parameters => [Weight, Bias];

    /// <inheritdoc/>
    public override ParameterReference LayerWeight => Weight;

    /// <inheritdoc/>
    public override long Macs => Weight.Size;

    /// <inheritdoc/>
    public override string Operation => $"linear {Weight.Label} {Bias.Label}";
}

/// <summary>Sum of operands of one shape, from first to last.</summary>
internal sealed record Add(string Name, ImmutableArray<int> Inputs, FeatureShape Shape) : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => "add";
}

/// <summary>Concatenation along channels.</summary>
internal sealed record Concat(string Name, ImmutableArray<int> Inputs, FeatureShape Shape) : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => "concat";
}

/// <summary>A range of channels.</summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The one operand.</param>
/// <param name="Shape">Output shape.</param>
/// <param name="Start">First channel taken.</param>
internal sealed record Slice(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Start) : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"slice {Start} to {Start + Shape.Channels}";
}

/// <summary>Zero padding of positions, or cropping where negative.</summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The one operand.</param>
/// <param name="Shape">Output shape.</param>
/// <param name="Top">Rows added above.</param>
/// <param name="Bottom">Rows added below.</param>
/// <param name="Left">Columns added at the left.</param>
/// <param name="Right">Columns added at the right.</param>
internal sealed record Pad(string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Top, int Bottom, int Left, int Right)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"pad {Top} {Bottom} {Left} {Right}";
}

/// <summary>
/// One of several values, by a gene of the architecture: what makes a graph the graph of a whole space. Only the value chosen is computed.
/// Where the source is zero because of other choices, so is the value: a dead edge does nothing, whatever operation is on it.
/// </summary>
/// <param name="Name">Structural name.</param>
/// <param name="Inputs">The source that all options are computed from, then the options.</param>
/// <param name="Shape">Shape of every option.</param>
/// <param name="Gene">Position of the gene in the architecture.</param>
/// <param name="Values">For each option the values of the gene that take it.</param>
internal sealed record Choice(
    string Name, ImmutableArray<int> Inputs, FeatureShape Shape, int Gene, ImmutableArray<ImmutableArray<int>> Values)
    : NetworkNode(Name, Inputs, Shape)
{
    /// <inheritdoc/>
    public override string Operation => $"choice {Gene} {string.Join(' ', Values.Select(v => string.Join('|', v)))}";

    /// <summary>The values to choose from.</summary>
    public ReadOnlySpan<int> Options => Inputs.AsSpan()[1..];
}
