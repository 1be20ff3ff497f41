namespace NasPipelines.Analyses;

/// <summary>How architectures are split into groups of similar complexity.</summary>
public enum ComplexityGrouping
{
    /// <summary>Groups of about equally many architectures; those of equal complexity stay together.</summary>
    EqualCount,

    /// <summary>Groups whose ranges of complexity are equally wide; some may be empty.</summary>
    EqualWidth,
}
