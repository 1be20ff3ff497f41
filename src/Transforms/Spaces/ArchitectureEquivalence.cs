namespace NasPipelines.Spaces;

/// <summary>When two encodings count as the same architecture.</summary>
public enum ArchitectureEquivalence
{
    /// <summary>Every encoding is a class of its own.</summary>
    None,

    /// <summary>
    /// The rule that the literature uses for the space, where there is one, artefacts included. For NAS-Bench-201 the string rule that
    /// leaves 6,466 classes (Ning et al. 2021, section 4.3): two zero branches that join are not recognised as zero. For
    /// NAS-Bench-101 the benchmark's graph hash, which does not see that three vertices share the output's channels unevenly.
    /// </summary>
    Literature,

    /// <summary>
    /// The same function for every value of the parameters: dead edges dropped, zero branches dropped, sums order-free and flattened,
    /// average pooling distributed over sums. A convolution of zero stays, because a batch normalisation with a shift makes it non-zero.
    /// </summary>
    Functional,

    /// <summary>
    /// As <see cref="Functional"/>, for a network that has not been trained: shifts and biases are zero, so a convolution of zero is zero.
    /// </summary>
    FunctionalAtInitialisation,
}
