namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>What a reduction makes of the values of dimensions.</summary>
internal enum ReductionKind
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>The largest.</summary>
    Max,
}
