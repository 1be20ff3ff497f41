using System.Collections.Immutable;

namespace NasPipelines.Networks.Parameters;

/// <summary>What a parameter does, which decides how it is initialised and which proxies read it.</summary>
public enum ParameterRole
{
    /// <summary>Kernel of a convolution, [out, in/groups, height, width].</summary>
    ConvolutionWeight,

    /// <summary>Matrix of a linear layer, [out, in].</summary>
    LinearWeight,

    /// <summary>Additive bias, [out].</summary>
    Bias,

    /// <summary>Scale of a batch normalisation, [channels].</summary>
    NormScale,

    /// <summary>Shift of a batch normalisation, [channels].</summary>
    NormShift,

    /// <summary>Running mean of a batch normalisation's input, [channels]: a statistic, not trained.</summary>
    RunningMean,

    /// <summary>Running variance of a batch normalisation's input, [channels]: a statistic, not trained.</summary>
    RunningVariance,
}

/// <summary>A parameter of a network by name: its values come from a <see cref="ParameterSource"/>.</summary>
public sealed class ParameterReference : IEquatable<ParameterReference>
{
    internal ParameterReference(string name, ParameterRole role, ImmutableArray<long> shape, ParameterSlice? slice = null)
    {
        Name = name;
        Role = role;
        Shape = shape;
        Slice = slice;
    }

    /// <summary>Structural name, such as <c>cells.3.edge.0-2.nor_conv_3x3.weight</c>; equal names are one parameter.</summary>
    public string Name { get; }

    /// <summary>What it does.</summary>
    public ParameterRole Role { get; }

    /// <summary>Its shape.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Which part of the stored parameter of this name it is; null for all of it.</summary>
    internal ParameterSlice? Slice { get; }

    /// <summary>The stored parameter.</summary>
    internal ParameterReference Whole => Slice is null ? this : new(Name, Role, Slice.Whole);

    /// <summary>What tells it from other parts of the same parameter.</summary>
    internal string Label => Slice is null ? Name : $"{Name}[{string.Join('x', Shape)}]";

    /// <summary>Another part of the same parameter.</summary>
    internal ParameterReference Part(ParameterSlice? slice) => new(Name, Role, Shape, slice);

    /// <summary>Number of values.</summary>
    public long Size => Shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>Number of inputs that one output value is a sum over; 1 for vectors.</summary>
    internal long FanIn => Shape.Length < 2 ? 1 : Size / Shape[0];

    /// <summary>
    /// Number of outputs that one input value contributes to (per kernel position, times the kernel's size); 1 for vectors.
    /// </summary>
    internal long FanOut => Shape.Length < 2 ? 1 : Size / Shape[1];

    /// <inheritdoc/>
    bool IEquatable<ParameterReference>.Equals(ParameterReference? other) => Same(other);

    private bool Same(ParameterReference? other) =>
        other is not null && Name == other.Name && Role == other.Role && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Same(obj as ParameterReference);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
