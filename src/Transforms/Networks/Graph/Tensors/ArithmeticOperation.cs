namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Operations on two values.</summary>
internal enum ArithmeticOperation
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x − y.</summary>
    Sub,

    /// <summary>x · y.</summary>
    Mul,

    /// <summary>x / y.</summary>
    Div,

    /// <summary>The smaller one.</summary>
    Min,

    /// <summary>The larger one.</summary>
    Max,
}
