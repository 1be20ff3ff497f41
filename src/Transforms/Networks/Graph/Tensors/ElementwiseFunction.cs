namespace NasPipelines.Networks.Graph.Tensors;

/// <summary>Functions of one value x; A and B are the constants of <see cref="Elementwise"/>.</summary>
internal enum ElementwiseFunction
{
    /// <summary>min(max(x, A), B).</summary>
    Clip,

    /// <summary>x where positive, else A·x.</summary>
    LeakyRelu,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>min(max(A·x + B, 0), 1).</summary>
    HardSigmoid,

    /// <summary>x · min(max(x/6 + 1/2, 0), 1).</summary>
    HardSwish,

    /// <summary>x · Φ(x), Φ the normal distribution.</summary>
    Gelu,

    /// <summary>The same with Φ approximated by a hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x where positive, else A·(exp(x) − 1).</summary>
    Elu,

    /// <summary>Error function.</summary>
    Erf,

    /// <summary>exp(x).</summary>
    Exp,

    /// <summary>log(x).</summary>
    Log,

    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>log(1 + exp(x)).</summary>
    Softplus,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>−x.</summary>
    Neg,

    /// <summary>1/x.</summary>
    Reciprocal,

    /// <summary>x to the power of A.</summary>
    Power,
}
