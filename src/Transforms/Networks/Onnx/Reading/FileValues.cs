using System.Collections.Immutable;
using NasPipelines.Networks.Graph.Tensors;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>What a name in a file stands for while it is read.</summary>
internal abstract record FileValue;

/// <summary>Values that are known.</summary>
internal sealed record KnownValue(FoldedTensor Tensor) : FileValue;

/// <summary>A parameter, or the same values in another order or shape.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Stored">Its values; null where the file leaves them open.</param>
/// <param name="Sizes">Its shape.</param>
/// <param name="View">How <paramref name="Sizes"/> comes from the stored shape.</param>
internal sealed record ParameterValue(string Name, TensorProto? Stored, ImmutableArray<long> Sizes, ImmutableArray<ViewStep> View)
    : FileValue;

/// <summary>A step from stored values to those that are used: another shape, or dimensions in another order.</summary>
/// <param name="Sizes">The new shape.</param>
/// <param name="Order">For each new dimension the old one; empty for a shape only.</param>
internal readonly record struct ViewStep(ImmutableArray<long> Sizes, ImmutableArray<int> Order);

/// <summary>Whole numbers that the file leaves open, such as an index that was exported without its values.</summary>
internal sealed record OpenIntegers(string Name, ImmutableArray<long> Sizes) : FileValue;

/// <summary>A value that the network computes.</summary>
/// <param name="Node">Position of its operation.</param>
/// <param name="Extents">Its shape.</param>
internal sealed record ComputedValue(int Node, ImmutableArray<Extent> Extents) : FileValue;

/// <summary>A value that could not be read; what needs it says nothing more.</summary>
internal sealed record FaultyValue : FileValue
{
    public static FaultyValue Instance { get; } = new();
}
