namespace NasPipelines.ZeroShot;

/// <summary>Which network stands for an architecture when it is scored.</summary>
public enum ScoredNetwork
{
    /// <summary>
    /// One network for all encodings of a function: the representative's, without dead edges. The score is a property of the function, and
    /// functionally equal architectures are scored once.
    /// </summary>
    Functional,

    /// <summary>
    /// The network exactly as it is written, every edge evaluated whether it reaches the output or not, as published implementations do.
    /// </summary>
    Encoded,
}
